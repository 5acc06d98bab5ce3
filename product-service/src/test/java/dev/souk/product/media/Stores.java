package dev.souk.product.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.storage.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Object stores beside the one of the context. */
final class Stores {

    private static final Set<String> CALLS = Set.of("putObject", "getObject", "headObject", "deleteObject",
            "copyObject", "listObjectsV2", "headBucket");

    private Stores() {
    }

    /**
     * One that goes away after so many calls, for good, and is never to be asked within a transaction.
     *
     * @param s3 answers until then
     */
    static ObjectStore awayAfter(int calls, S3Client s3, S3Presigner presigner, String bucket) {
        AtomicInteger left = new AtomicInteger(calls);
        S3Client link = (S3Client) Proxy.newProxyInstance(Stores.class.getClassLoader(), new Class<?>[]{S3Client.class},
                (_, method, arguments) -> {
                    assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                            .as("a connection to the database waits for object storage").isFalse();
                    if (CALLS.contains(method.getName()) && left.getAndDecrement() <= 0) {
                        throw SdkClientException.create("away");
                    }
                    try {
                        return method.invoke(s3, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return new ObjectStore(link, presigner, bucket);
    }
}

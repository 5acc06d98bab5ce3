package dev.souk.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two starts or stops of one platform apart. The system gives it back when its process ends, however that happens. */
final class PlatformLock implements AutoCloseable {

    private final FileChannel file;

    private PlatformLock(FileChannel file) {
        this.file = file;
    }

    /** @throws UserError when somebody else has it, or the file of the lock cannot be written */
    static PlatformLock take(PlatformHome home) {
        Path path = home.run().resolve("lock");
        try {
            Files.createDirectories(home.run());
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file) == null) {
                file.close();
                throw new UserError("Another souk starts or stops this platform just now: wait until it is done");
            }
            return new PlatformLock(file);
        } catch (IOException e) {
            throw PropertyFiles.notWritable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }
}

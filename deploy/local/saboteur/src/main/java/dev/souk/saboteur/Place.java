package dev.souk.saboteur;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.pool.TypePool.Resolution;

/**
 * One method of one class.
 *
 * @param type full name of the class
 * @param parameters simple names of their types
 */
record Place(String type, String method, List<String> parameters) {

    static final String COMMIT = "org.springframework.jdbc.datasource.DataSourceTransactionManager#doCommit(DefaultTransactionStatus)";
    static final String PUBLISH = "dev.souk.common.messaging.KafkaSender#send(List)";
    static final String ACKNOWLEDGEMENT = "org.apache.kafka.clients.consumer.KafkaConsumer#commitAsync(Map, OffsetCommitCallback)";
    static final String PROVIDER_CALL = "dev.souk.payment.intent.ProviderCall#makeTo(PaymentProvider)";
    static final String CLOCK = "dev.souk.common.service.startup.ClockAutoConfiguration#clock()";

    private static final Pattern FORM = Pattern
            .compile("(?<type>[\\w.$]+)#(?<method>\\w+)\\((?<parameters>[\\w, ]*)\\)");

    /** @param text as in Javadoc: {@code a.package.Type#method(First, Second)} */
    static Place of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text + " is not written as a.package.Type#method(First, Second)");
        }
        String parameters = parts.group("parameters");
        return new Place(parts.group("type"), parts.group("method"),
                parameters.isEmpty() ? List.of() : Arrays.asList(parameters.split(", ", -1)));
    }

    ElementMatcher<MethodDescription> matcher() {
        return ElementMatchers.<MethodDescription>named(method).and(candidate -> candidate.getParameters()
                .asTypeList().asErasures().stream().map(type -> type.getSimpleName()).toList().equals(parameters));
    }

    /** @throws SabotageFailed when there is no such method */
    void requireIn(ClassFileLocator classes) {
        Resolution found = TypePool.Default.of(classes).describe(type);
        if (!found.isResolved()) {
            throw new SabotageFailed("This program has no class " + type
                    + ": it is another service, or the class was renamed and the saboteur's table was not");
        }
        if (found.resolve().getDeclaredMethods().filter(matcher()).size() != 1) {
            throw new SabotageFailed(
                    "There is no method " + this + " any more: change the saboteur's table with the code");
        }
    }

    @Override
    public String toString() {
        return "%s#%s(%s)".formatted(type, method, String.join(", ", parameters));
    }
}

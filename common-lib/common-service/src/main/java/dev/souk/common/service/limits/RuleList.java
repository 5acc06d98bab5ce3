package dev.souk.common.service.limits;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One list of rules that an operator publishes in Nacos as {@code <service>-<name>-rules.json}, a JSON array in the group
 * {@code DEFAULT_GROUP}. A bean of this type is followed as long as the service runs.
 *
 * @param isValid what Sentinel itself would say of a rule; it drops the others without a word, so one of them refuses the
 *     whole list here
 * @param load replaces all rules of this kind
 */
public record RuleList<R>(String name, Class<R> type, Predicate<R> isValid, Consumer<List<R>> load) {}

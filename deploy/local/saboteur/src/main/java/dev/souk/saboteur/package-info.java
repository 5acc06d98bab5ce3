/**
 * Sabotage of running services, for tests and chaos: production code carries no switch for it (ADR 0020).
 *
 * <p>{@link dev.souk.saboteur.Saboteur} attaches this jar as a Java agent to the JVM of a service, by its process id, with
 * no need to restart it or to start it in a special way:
 *
 * <pre>{@code
 * Saboteur order = Saboteur.of(pid);
 * order.killAt(KillPoint.BEFORE_COMMIT, 3);  // the third commit from now on is never made: Runtime.halt(137)
 * order.disarm();                            // ... unless it is called off before
 * order.introduce(Bug.INBOX_DROPPED);
 * order.mend(Bug.INBOX_DROPPED);
 * }</pre>
 *
 * <p>Each call returns when it is in force, and throws {@link dev.souk.saboteur.SabotageFailed} when it is not: the process has
 * ended, or the method that a {@link dev.souk.saboteur.KillPoint} or a {@link dev.souk.saboteur.Bug} stands for is not there. The
 * first call to a process takes about a second, because the agent has to be loaded, further ones some milliseconds.
 * Everything is forgotten with the process.
 *
 * <p>The same orders can be given at a start, as words: {@code -javaagent:souk-saboteur.jar="kill before-commit 3"},
 * {@code "bug inbox-dropped"}, {@code "clock -PT5M"} (which is of use at a start only), several separated by {@code ;}. A JVM whose orders cannot be carried out does not start.
 */
@NullMarked
package dev.souk.saboteur;

import org.jspecify.annotations.NullMarked;

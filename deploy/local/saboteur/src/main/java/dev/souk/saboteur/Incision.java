package dev.souk.saboteur;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/** Changes of methods that are in force, in one or more classes. */
final class Incision {

    private final ResettableClassFileTransformer transformer;

    /** Each attaching brings its own, and only the one that a transformer was added to can remove it. */
    private final Instrumentation instrumentation;

    private Incision(ResettableClassFileTransformer transformer, Instrumentation instrumentation) {
        this.transformer = transformer;
        this.instrumentation = instrumentation;
    }

    /** @throws SabotageFailed when one of the methods could not be changed; none of them is changed then */
    static Incision make(List<Cut> cuts, Instrumentation instrumentation) {
        cuts.forEach(cut -> load(cut.place()));
        Failures failures = new Failures();
        AgentBuilder agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(RedefinitionStrategy.RETRANSFORMATION)
                .with(failures)
                .ignore(ElementMatchers.none());
        for (Cut cut : cuts) {
            agent = agent.type(ElementMatchers.named(cut.place().type()))
                    .transform((builder, _, _, _, _) -> builder.visit(cut.change()));
        }
        Incision incision = new Incision(agent.installOn(instrumentation), instrumentation);
        if (!failures.seen.isEmpty()) {
            incision.close();
            throw new SabotageFailed("A class cannot be changed", failures.seen.getFirst());
        }
        return incision;
    }

    /** Else it would be changed when it is loaded, and nobody would hear of a failure. */
    private static void load(Place place) {
        try {
            Class.forName(place.type(), false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException e) {
            throw new SabotageFailed(place + " cannot be loaded", e);
        }
    }

    /** @throws SabotageFailed when the methods stay as they are */
    void close() {
        if (!transformer.reset(instrumentation, RedefinitionStrategy.RETRANSFORMATION)) {
            throw new SabotageFailed("The changes cannot be taken back: restart the program");
        }
    }

    private static final class Failures extends AgentBuilder.Listener.Adapter {

        private final List<Throwable> seen = new ArrayList<>();

        @Override
        public void onError(String type, @Nullable ClassLoader loader, @Nullable JavaModule module, boolean loaded,
                Throwable failure) {
            seen.add(failure);
        }
    }
}

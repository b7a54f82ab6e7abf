package io.biplane.scenario.timeline;

import io.biplane.base.random.Latency;

import java.util.List;

/** Faults of links between machines. Each is a rule of the network, which ends alone. */
public sealed interface NetworkFault extends Verb {
    @Override
    default String label(List<List<String>> names) {
        return labelled(names, " | ");
    }

    /**
     * {@code partition}: no packet passes between any two of the sides; clients reach every node.
     */
    record Partition(List<List<Target>> sides) implements NetworkFault {
        public static final VerbFacts FACTS =
                new VerbFacts("partition", VerbFacts.Course.LASTS, true, VerbFacts.Effect.NONE);

        public Partition {
            sides = sides.stream().map(List::copyOf).toList();
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /** {@code one_way}: packets from one side to the other are lost, the way back is open. */
    record OneWay(List<Target> from, List<Target> to) implements NetworkFault {
        public static final VerbFacts FACTS =
                new VerbFacts("one_way", VerbFacts.Course.LASTS, true, VerbFacts.Effect.NONE);

        public OneWay {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of(from, to);
        }

        @Override
        public String label(List<List<String>> names) {
            return labelled(names, " > ");
        }
    }

    /** {@code isolate}: no packet between the nodes and all others, clients included. */
    record Isolate(List<Target> nodes) implements NetworkFault {
        public static final VerbFacts FACTS =
                new VerbFacts("isolate", VerbFacts.Course.LASTS, true, VerbFacts.Effect.NONE);

        public Isolate {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of(nodes);
        }
    }

    /**
     * {@code slow_network}: packets between the two sides, both ways, take longer and may be lost.
     */
    record SlowNetwork(
            List<Target> from, List<Target> to, Latency.Uniform extra, double lossFraction)
            implements NetworkFault {
        public static final VerbFacts FACTS =
                new VerbFacts("slow_network", VerbFacts.Course.LASTS, true, VerbFacts.Effect.NONE);

        public SlowNetwork {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of(from, to);
        }
    }
}

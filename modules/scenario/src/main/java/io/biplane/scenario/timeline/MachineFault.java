package io.biplane.scenario.timeline;

import io.biplane.base.random.Latency;

import java.util.List;

/** Faults of machines: processor, disk and clock. Each is a rule of its machine, which ends alone. */
public sealed interface MachineFault extends Verb {
    /** Nodes on the machines that are meant. */
    List<Target> nodes();

    @Override
    default List<List<Target>> sides() {
        return List.of(nodes());
    }

    @Override
    default String label(List<List<String>> names) {
        return labelled(names, ",");
    }

    /** {@code pause}: the process stands still (SIGSTOP); packets wait. */
    record Pause(List<Target> nodes) implements MachineFault {
        public static final VerbFacts FACTS =
                new VerbFacts("pause", VerbFacts.Course.LASTS, true, VerbFacts.Effect.PAUSES);

        public Pause {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /** {@code slow_disk}: each sync takes this long. */
    record SlowDisk(List<Target> nodes, Latency.Uniform sync) implements MachineFault {
        public static final VerbFacts FACTS =
                new VerbFacts("slow_disk", VerbFacts.Course.LASTS, true, VerbFacts.Effect.NONE);

        public SlowDisk {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /** {@code disk_stall}: no sync completes. */
    record DiskStall(List<Target> nodes) implements MachineFault {
        public static final VerbFacts FACTS =
                new VerbFacts("disk_stall", VerbFacts.Course.LASTS, true, VerbFacts.Effect.NONE);

        public DiskStall {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /** {@code slow_cpu}: all work takes {@code factor} times as long. */
    record SlowCpu(List<Target> nodes, double factor) implements MachineFault {
        public static final VerbFacts FACTS =
                new VerbFacts("slow_cpu", VerbFacts.Course.LASTS, true, VerbFacts.Effect.NONE);

        public SlowCpu {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /**
     * {@code clock_jump}: the clock moves at once, by a signed amount; healed by the opposite jump.
     */
    record ClockJump(List<Target> nodes, long byNanos) implements MachineFault {
        public static final VerbFacts FACTS =
                new VerbFacts("clock_jump", VerbFacts.Course.LEAVES, true, VerbFacts.Effect.NONE);

        public ClockJump {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /** {@code clock_skew}: the clock runs fast (positive) or slow by parts in a million. */
    record ClockSkew(List<Target> nodes, double driftPpm) implements MachineFault {
        public static final VerbFacts FACTS =
                new VerbFacts("clock_skew", VerbFacts.Course.LASTS, true, VerbFacts.Effect.NONE);

        public ClockSkew {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }
}

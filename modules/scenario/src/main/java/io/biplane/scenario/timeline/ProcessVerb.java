package io.biplane.scenario.timeline;

import io.biplane.base.id.ClusterVersion;

import java.util.List;
import java.util.Optional;

/** Verbs about the processes of nodes. */
public sealed interface ProcessVerb extends Verb {
    /** Nodes whose processes are meant. */
    List<Target> nodes();

    @Override
    default List<List<Target>> sides() {
        return List.of(nodes());
    }

    @Override
    default String label(List<List<String>> names) {
        return labelled(names, ",");
    }

    /**
     * {@code drain}: moves sessions, then leases, off the nodes; one after another when there are
     * several.
     */
    record Drain(List<Target> nodes, long waitNanos, boolean shutdown) implements ProcessVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("drain", VerbFacts.Course.WORKS, true, VerbFacts.Effect.DRAINS);

        public Drain {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public VerbFacts.Effect effect() {
            return shutdown ? VerbFacts.Effect.DRAINS_AND_ENDS : VerbFacts.Effect.DRAINS;
        }
    }

    /**
     * {@code restart}: ends the process if it runs (as {@code kill} does) and boots it, with
     * another binary if given.
     */
    record Restart(List<Target> nodes, Optional<ClusterVersion> version, Optional<Refusal> refusal)
            implements ProcessVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("restart", VerbFacts.Course.WORKS, false, VerbFacts.Effect.BOOTS);

        public Restart {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /** {@code stop}: SIGTERM; drains, then the process ends. */
    record Stop(List<Target> nodes) implements ProcessVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("stop", VerbFacts.Course.LASTS, true, VerbFacts.Effect.ENDS);

        public Stop {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /**
     * {@code upgrade_binary}: drains, stops, and boots with a newer binary; one node after another.
     */
    record UpgradeBinary(List<Target> nodes, ClusterVersion version, Optional<Refusal> refusal)
            implements ProcessVerb {
        public static final VerbFacts FACTS = new VerbFacts(
                "upgrade_binary", VerbFacts.Course.WORKS, false, VerbFacts.Effect.REPLACES);

        public UpgradeBinary {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public String label(List<List<String>> names) {
            return "upgrade " + String.join(",", names.get(0)) + " to " + version;
        }
    }

    /** {@code rollback}: drains, stops, and boots with an older binary; one node after another. */
    record Rollback(List<Target> nodes, ClusterVersion version, Optional<Refusal> refusal)
            implements ProcessVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("rollback", VerbFacts.Course.WORKS, false, VerbFacts.Effect.REPLACES);

        public Rollback {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public String label(List<List<String>> names) {
            return "rollback " + String.join(",", names.get(0)) + " to " + version;
        }
    }

    /** {@code kill}: SIGKILL; the process is gone, what it wrote stays in the page cache. */
    record Kill(List<Target> nodes) implements ProcessVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("kill", VerbFacts.Course.LEAVES, true, VerbFacts.Effect.ENDS);

        public Kill {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /** {@code power_off}: the machine is gone, and with it everything not synced. */
    record PowerOff(List<Target> nodes) implements ProcessVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("power_off", VerbFacts.Course.LEAVES, true, VerbFacts.Effect.ENDS);

        public PowerOff {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }
    }

    /**
     * {@code crash_tenant}: the SQL server of one virtual cluster on these nodes fails; its
     * supervisor restarts it.
     */
    record CrashTenant(List<Target> nodes, String virtualCluster) implements ProcessVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("crash_tenant", VerbFacts.Course.MOMENT, true, VerbFacts.Effect.NONE);

        public CrashTenant {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public String label(List<List<String>> names) {
            return name() + " " + virtualCluster + " on " + String.join(",", names.get(0));
        }
    }
}

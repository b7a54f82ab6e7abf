package io.biplane.scenario.expect;

import io.biplane.scenario.source.SourcePosition;

import java.util.Locale;
import java.util.Optional;

/**
 * A property that holds at every moment of the run, or of the whole history of a load.
 *
 * @param kind which property
 * @param load the load whose history is checked; empty for kinds that need none
 * @param isBroken whether it has to be found broken: the run is there to show that
 * @param variant {@code key=value} of the only variant it is about; empty for all
 * @param mark where it was asked for; the {@code scenario} key when it is there by default
 */
public record Check(
        Kind kind,
        Optional<String> load,
        boolean isBroken,
        Optional<String> variant,
        SourcePosition mark) {
    /** One that has to hold in every variant. */
    public Check(Kind kind, Optional<String> load, SourcePosition mark) {
        this(kind, load, false, Optional.empty(), mark);
    }

    /** The properties. */
    public enum Kind {
        RAFT_SAFETY(
                false,
                "Raft invariants after every event: one leader a term, logs agree, committed "
                        + "entries stay"),
        SINGLE_LEASEHOLDER(
                false,
                "no two nodes hold a valid lease of one range at the same time, while clocks keep max_offset"),
        TENANT_ISOLATION(
                false, "no request of a virtual cluster reaches a key outside its own keyspace"),
        VERSION_ORDER(
                false,
                "no virtual cluster is ahead of the system's version, and the skew stays within "
                        + "one major version"),
        NO_LOST_WRITES(true, "every acknowledged write of the load is read back at the end"),
        LINEARIZABLE(true, "the load's history is linearizable, key by key (workload kv)"),
        SPAN_COUNTS(
                true,
                "every count of all rows sees no fewer than were certainly there, and no more than may have"
                        + " been (workload kv with span_percent)"),
        BANK_TOTAL(true, "every audit of the load sees the same total (workload bank)");

        private final boolean needsLoad;
        private final String summary;

        Kind(boolean needsLoad, String summary) {
            this.needsLoad = needsLoad;
            this.summary = summary;
        }

        /** Whether it checks one load's history: {@code linearizable(kv)}. */
        public boolean needsLoad() {
            return needsLoad;
        }

        /** One line for the reference. */
        public String summary() {
            return summary;
        }

        /** The word in the language. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it says of a run it is about: {@code linearizable(kv)}, {@code not linearizable(kv)}. */
    public String label() {
        return (isBroken ? "not " : "")
                + kind.word()
                + load.map(name -> "(" + name + ")").orElse("");
    }
}

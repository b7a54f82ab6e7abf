package io.biplane.scenario.timeline;

import io.biplane.base.id.ClusterVersion;

import java.util.List;
import java.util.Optional;

/** What an administrator does by SQL or by a call of the cluster. */
public sealed interface AdminVerb extends Verb {
    /** {@code finalize}: {@code SET CLUSTER SETTING version} in one virtual cluster. */
    record Finalize(String virtualCluster, ClusterVersion version, Optional<Refusal> refusal)
            implements AdminVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("finalize", VerbFacts.Course.MOMENT, false, VerbFacts.Effect.NONE);

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of();
        }

        @Override
        public String label(List<List<String>> names) {
            return name() + " " + virtualCluster + " " + version;
        }
    }

    /** {@code set_setting}: {@code SET CLUSTER SETTING} in one virtual cluster. */
    record SetSetting(
            String virtualCluster, String setting, String value, Optional<Refusal> refusal)
            implements AdminVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("set_setting", VerbFacts.Course.MOMENT, false, VerbFacts.Effect.NONE);

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of();
        }

        @Override
        public String label(List<List<String>> names) {
            return "set " + setting + " in " + virtualCluster;
        }
    }

    /**
     * {@code sql}: one statement of an administrator's own session.
     *
     * @param rows exact rows the statement has to give, as text, in order; empty: any
     */
    record Sql(
            String virtualCluster,
            String statement,
            Optional<List<List<String>>> rows,
            Optional<Refusal> refusal)
            implements AdminVerb {
        public static final VerbFacts FACTS =
                new VerbFacts("sql", VerbFacts.Course.MOMENT, false, VerbFacts.Effect.NONE);

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of();
        }

        @Override
        public String label(List<List<String>> names) {
            return name() + " in " + virtualCluster;
        }
    }

    /** {@code transfer_lease}: asks the leaseholder to hand its lease over. */
    record TransferLease(RangeRef range, Target to) implements AdminVerb {
        public static final VerbFacts FACTS = new VerbFacts(
                "transfer_lease", VerbFacts.Course.MOMENT, false, VerbFacts.Effect.NONE);

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of(List.of(to));
        }

        @Override
        public String label(List<List<String>> names) {
            return name() + " " + range + " to " + names.get(0).get(0);
        }
    }

    /**
     * {@code transfer_leadership}: asks the Raft leader to hand its leadership over; the lease
     * stays where it is.
     */
    record TransferLeadership(RangeRef range, Target to) implements AdminVerb {
        public static final VerbFacts FACTS = new VerbFacts(
                "transfer_leadership", VerbFacts.Course.MOMENT, false, VerbFacts.Effect.NONE);

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of(List.of(to));
        }

        @Override
        public String label(List<List<String>> names) {
            return name() + " " + range + " to " + names.get(0).get(0);
        }
    }
}

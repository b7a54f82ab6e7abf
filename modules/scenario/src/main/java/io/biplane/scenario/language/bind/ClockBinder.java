package io.biplane.scenario.language.bind;

import io.biplane.base.id.ClusterVersion;
import io.biplane.scenario.language.grammar.EnvironmentKeys;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.model.ClockSpec;
import io.biplane.scenario.model.ClusterSpec;
import io.biplane.scenario.source.Problem;
import io.biplane.settings.kv.ClockLimits;
import io.biplane.settings.kv.ClockText;
import io.biplane.settings.kv.KvConfig;

import java.util.List;

/** Binds {@code clocks}: a limit with which no lease can be held is a mistake of the file. */
final class ClockBinder {
    private final ReadContext context;

    ClockBinder(ReadContext context) {
        this.context = context;
    }

    /** The clocks, with the limit's default in place of one that cannot be. */
    ClockSpec bind(Fields fields, List<ClusterSpec> clusters) {
        long limitNanos = fields.value(EnvironmentKeys.MAX_OFFSET);
        KvConfig config = KvConfig.defaults();
        boolean sound = !fields.isBroken(EnvironmentKeys.MAX_OFFSET)
                && (limitNanos > 0 || refuse(fields, "it must be above 0s"));
        KvConfig.LeaseTimings leases = config.leases();
        sound = sound
                && isRenewed(
                        fields, limitNanos, "lease", leases.renewalNanos(), leases.durationNanos());
        boolean needsSupport = clusters.stream()
                .anyMatch(cluster -> cluster.version().isAtLeast(ClusterVersion.LEADER_LEASES));
        KvConfig.LivenessTimings liveness = config.liveness();
        sound = sound
                && (!needsSupport
                        || isRenewed(
                                fields,
                                limitNanos,
                                "leader lease",
                                liveness.supportHeartbeatNanos(),
                                liveness.supportNanos()));
        return new ClockSpec(
                fields.value(EnvironmentKeys.OFFSET),
                fields.value(EnvironmentKeys.DRIFT),
                new ClockLimits(
                        sound ? limitNanos : config.maxOffsetNanos(),
                        fields.value(EnvironmentKeys.MAX_OFFSET_CHECK)));
    }

    /** A lease serves until one limit before its end, so it has to be renewed before that. */
    private boolean isRenewed(
            Fields fields, long limitNanos, String lease, long renewalNanos, long lifeNanos) {
        return renewalNanos + limitNanos < lifeNanos
                || refuse(
                        fields,
                        "no " + lease + " could be renewed in time: it lives "
                                + ClockText.duration(lifeNanos) + ", is renewed after "
                                + ClockText.duration(renewalNanos)
                                + ", and serves until one max_offset before its end");
    }

    private boolean refuse(Fields fields, String why) {
        context.report(
                fields.mark(EnvironmentKeys.MAX_OFFSET),
                Problem.Kind.MEANING,
                "max_offset cannot be "
                        + ClockText.duration(fields.value(EnvironmentKeys.MAX_OFFSET)) + ": "
                        + why);
        return false;
    }
}

package io.biplane.kv.change;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.trace.StateChange;
import io.biplane.settings.kv.ClockText;

import java.util.List;
import java.util.Locale;

/** Changes that whoever sends batches, and each clock, tells of. */
public sealed interface KvChange extends StateChange {
    /** Where a key is was not in a client's range cache, or no longer true: the meta range is asked. */
    record RangeCacheMissed(TenantId tenant, Cause cause) implements KvChange {
        /** What was wrong with the cache. */
        public enum Cause {
            /** It said nothing of the key. */
            LOOKUP,
            /** It said what is not so any more. */
            STALE
        }

        @Override
        public String kind() {
            return "kv.cache_miss";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf(
                    "tenant", tenant.value(), "kind", cause.name().toLowerCase(Locale.ROOT));
        }
    }

    /** A node without the lease said who has it, and the batch follows. */
    record RequestRedirected(RangeId range, NodeId from, NodeId to) implements KvChange {
        @Override
        public String kind() {
            return "kv.redirect";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range, "from", from, "to", to);
        }
    }

    /**
     * A timestamp was too far ahead of this node's clock, and what carried it has no effect.
     *
     * @param door where it came in, such as {@code gossip}
     * @param from who sent it, such as {@code n2}; empty when that is not known
     * @param refusedCount refusals at this door so far
     */
    record TimestampRefused(String door, String from, long aheadNanos, long refusedCount)
            implements KvChange {
        @Override
        public String kind() {
            return "clock.refused";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf(
                    "door",
                    door,
                    "from",
                    from,
                    "ahead",
                    ClockText.duration(aheadNanos),
                    "count",
                    refusedCount);
        }
    }
}

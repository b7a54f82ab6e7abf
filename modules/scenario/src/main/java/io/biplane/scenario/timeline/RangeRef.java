package io.biplane.scenario.timeline;

/** A range of the cluster, named by what it holds. */
public sealed interface RangeRef {
    /**
     * Range {@code index} of a load's table, in key order from 1: {@code main.kv} means {@code
     * main.kv/1}.
     *
     * @param virtualCluster name
     * @param table name of the load whose table it is
     */
    record OfTable(String virtualCluster, String table, int index) implements RangeRef {
        @Override
        public String toString() {
            return virtualCluster + "." + table + "/" + index;
        }
    }

    /** A range of the control plane: {@code system.liveness}, {@code system.meta}. */
    record OfSystem(SystemRange range) implements RangeRef {
        @Override
        public String toString() {
            return "system." + range.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** By number: {@code r7}. */
    record ById(long rangeId) implements RangeRef {
        @Override
        public String toString() {
            return "r" + rangeId;
        }
    }

    /** Ranges that every cluster has. */
    enum SystemRange {
        /** Addresses all other ranges. */
        META,
        /** Holds the nodes' liveness records. */
        LIVENESS
    }
}

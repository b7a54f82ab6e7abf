package io.biplane.scenario.expect;

import io.biplane.scenario.source.SourcePosition;

import java.util.Locale;

/**
 * Something that has to happen at least once between scenario zero and the horizon.
 *
 * @param label as written
 * @param stateChange kind of the traced state change that proves it
 * @param mark where it was asked for
 */
public record Coverage(String label, String stateChange, SourcePosition mark) {

    /**
     * Words of the language and the state changes they stand for; {@code event(kind)} names any
     * other.
     */
    public enum Word {
        LEASE_TRANSFERRED("lease.transferred", "a lease was handed over"),
        LEASE_ACQUIRED("lease.acquired", "a lease was taken"),
        LEASE_EXPIRED("lease.expired", "a lease ran out"),
        LEADER_CHANGED("raft.leader", "a Raft group got a new leader"),
        LEADER_STEPPED_DOWN("raft.stepdown", "a Raft leader gave up"),
        SNAPSHOT_SENT("range.snapshot", "a replica got a snapshot"),
        REPLICAS_CHANGED("range.replicas", "a range's set of replicas changed"),
        HEARTBEAT_FAILED("liveness.heartbeat_failed", "a node could not renew its liveness"),
        EPOCH_BUMPED("liveness.epoch_bumped", "a node's liveness epoch was raised by another"),
        CLOCK_REFUSED("clock.refused", "a timestamp was too far ahead of a node's clock"),
        CLOCK_STOPPED("clock.ended_process", "a node ended itself over its clock"),
        SESSION_MOVED("session.moved", "a client's session was re-made on another node"),
        SESSION_CLOSED("session.closed", "a SQL session was closed"),
        TENANT_CRASHED("tenant.crashed", "the SQL server of a virtual cluster failed"),
        TENANT_STARTED("tenant.started", "the SQL server of a virtual cluster came up"),
        DRAINED("drain.done", "a drain ended with nothing remaining"),
        VERSION_FINALIZED("version.finalized", "a version was finalized"),
        VERSION_REFUSED("version.refused", "a finalization or a binary was refused"),
        SETTING_CHANGED("setting.changed", "a cluster setting changed"),
        REDIRECTED("kv.redirect", "a request was sent on to the leaseholder"),
        CACHE_MISSED("kv.cache_miss", "a range, a user or a descriptor was not in its cache"),
        PLAN_COLD("plan.cold", "a statement had to be planned afresh"),
        FLOW_REFUSED("flow.refused", "a draining SQL server refused a part of a query"),
        FLOW_CUT("flow.cut", "a draining SQL server cut a part of a query that ran too long"),
        FLOW_RERUN("flow.rerun", "a distributed query ran again on its gateway alone");

        private final String stateChange;
        private final String summary;

        Word(String stateChange, String summary) {
            this.stateChange = stateChange;
            this.summary = summary;
        }

        /** Kind of the state change. */
        public String stateChange() {
            return stateChange;
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
}

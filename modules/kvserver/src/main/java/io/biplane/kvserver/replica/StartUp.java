package io.biplane.kvserver.replica;

import io.biplane.base.invariant.Invariant;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.Lease;
import io.biplane.kvserver.apply.RangeMachine;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.log.LogContents;
import io.biplane.kvserver.log.LogEvent;
import io.biplane.kvserver.member.Members;
import io.biplane.kvserver.member.Peers;
import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.log.Entry;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.port.RecoveredState;
import io.biplane.settings.kv.KvConfig;

import java.util.List;
import java.util.Optional;

/**
 * Brings log and engine together when a replica starts. The log is never behind what the engine needs; the engine may be behind the
 * log (a power loss took unsynced rows back, they are applied again) or ahead of it (a snapshot was installed and the log had
 * not been told yet, or the replica is new from the bootstrap plan).
 *
 * @param start what the group begins with
 * @param formerLeaseSequence the lease this node held in a former life, which it must not serve under; 0 if none
 */
record StartUp(RaftDriver.Start start, long formerLeaseSequence) {
    static StartUp of(ReplicaContext context, ReplicaId id, LogContents log) {
        Optional<RangeState> state = RangeState.load(context.engine(), context.range());
        Peers peers = new Peers();
        state.ifPresent(known -> peers.learn(known.descriptor()));
        List<LogEvent> prelude = List.of();
        RecoveredState recovered;
        if (state.isEmpty()) {
            Invariant.check(log.lastIndex() == 0, () -> context.range() + " has a log and no rows");
            recovered =
                    new RecoveredState(log.hardState(), 0, 0, List.of(), Configuration.empty(), 0);
        } else {
            RangeState known = state.get();
            if (isBehind(log, known)) {
                prelude = List.of(new LogEvent.LogCompacted(
                        known.applied().index(), known.applied().term()));
            }
            recovered = recovered(log, known, !prelude.isEmpty());
        }
        SimRandom draws = context.services().random("raft." + context.range());
        RaftCore core = new RaftCore(
                config(context, id),
                recovered,
                draws::nextLong,
                new StoreSupport(context, peers),
                context.observer().raft(context.range(), context.self(), id),
                context.nowNanos());
        Optional<RangeMachine> machine = state.map(
                known -> RangeMachine.at(known, context.engine(), context.checksLeaseSequence()));
        long formerLease = state.flatMap(RangeState::lease)
                .filter(lease -> lease.holder().equals(context.self()))
                .map(Lease::sequence)
                .orElse(0L);
        return new StartUp(new RaftDriver.Start(core, peers, machine, prelude), formerLease);
    }

    /** Whether the log does not reach the rows' index, or has another history there. */
    private static boolean isBehind(LogContents log, RangeState state) {
        Invariant.check(
                log.compactedIndex() <= state.applied().index(),
                () -> "the log was cut at " + log.compactedIndex() + ", above the rows' "
                        + state.applied());
        return log.termAt(state.applied().index()) != state.applied().term();
    }

    private static RecoveredState recovered(LogContents log, RangeState state, boolean reset) {
        Configuration configuration = Members.configuration(state.descriptor());
        long index = state.applied().index();
        long term = state.applied().term();
        HardState hard = log.hardState();
        if (!reset) {
            return new RecoveredState(
                    hard,
                    log.compactedIndex(),
                    log.compactedTerm(),
                    log.entries(),
                    configuration,
                    index);
        }
        HardState atLeast = hard.term() >= term ? hard : HardState.of(term, ReplicaId.NONE, index);
        return new RecoveredState(
                new HardState(
                        atLeast.term(),
                        atLeast.vote(),
                        index,
                        atLeast.supportedLeader(),
                        atLeast.supportedEpoch()),
                index,
                term,
                List.<Entry>of(),
                configuration,
                index);
    }

    private static RaftConfig config(ReplicaContext context, ReplicaId id) {
        KvConfig.RaftTimings timings = context.node().settings().config().raft();
        RaftConfig defaults = RaftConfig.defaults(id);
        RaftConfig config = defaults.with(new ElectionTiming(
                        timings.electionNanos(),
                        2 * timings.electionNanos(),
                        timings.heartbeatNanos(),
                        Long.MAX_VALUE)) // the courier always tells how a snapshot ended
                .with(defaults.features().withFortification(true));
        return context.node().settings().raft().apply(config);
    }
}

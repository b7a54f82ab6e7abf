package io.biplane.raft.simulation;

import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LogWrite;
import io.biplane.raft.port.Ready;
import io.biplane.raft.port.RecoveredState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One replica with its disk: the shell around the core, one write under way at a time. */
final class SimulatedNode {
    final ReplicaId id;
    private final SimulatedGroup group;
    private final RaftConfig config;
    /** Empty while crashed. */
    private Optional<RaftCore> running = Optional.empty();
    /** Counts lives, so that what a former life began does not end in this one. */
    private int life;

    private boolean writing;
    private long tickAtNanos = Long.MAX_VALUE;

    // The disk.
    private HardState hardState = HardState.INITIAL;
    private final ArrayList<Entry> storedEntries = new ArrayList<>();
    private long storedBase;
    private long storedBaseTerm;
    private MachineState machine;

    SimulatedNode(SimulatedGroup group, RaftConfig config, Configuration configuration) {
        this.group = group;
        this.id = config.self();
        this.config = config;
        this.machine = new MachineState(0, 0, 0, 0, configuration);
        if (configuration.isVoter(id)) {
            // The group's state begins past the log's beginning, so that newcomers need a snapshot
            // (RecoveredState.fresh).
            hardState = HardState.of(1, ReplicaId.NONE, 10);
            storedBase = 10;
            storedBaseTerm = 1;
            machine = new MachineState(10, 1, 0, 0, configuration);
        }
    }

    Optional<RaftCore> core() {
        return running;
    }

    MachineState machine() {
        return machine;
    }

    void start() {
        life++;
        group.liveness().restarted(id);
        writing = false;
        tickAtNanos = Long.MAX_VALUE;
        RecoveredState state = new RecoveredState(
                hardState,
                storedBase,
                storedBaseTerm,
                storedEntries,
                machine.configuration(),
                machine.index());
        running = Optional.of(new RaftCore(
                config,
                state,
                group.random()::nextLong,
                group.liveness().viewOf(id),
                group.invariants().observerFor(id),
                group.nowNanos()));
        pump();
    }

    void crash() {
        running = Optional.empty();
        life++;
        group.invariants().crashed(id);
    }

    void deliver(RaftMessage message) {
        running.ifPresent(core -> {
            core.step(message, group.nowNanos());
            pump();
        });
    }

    /** Carries out everything the core has to say. */
    void pump() {
        if (running.isEmpty()) {
            return;
        }
        RaftCore core = running.get();
        while (core.hasReady()) {
            Ready ready = core.takeReady(group.nowNanos());
            ready.messages().forEach(group::send);
            apply(core, ready);
            ready.readStates().forEach(read -> group.onRead(id, read));
            for (ReplicaId to : ready.snapshotsWanted()) {
                Snapshot snapshot = new Snapshot(
                        machine.index(), machine.term(), machine.configuration(), machine);
                core.sendSnapshot(to, snapshot, group.nowNanos());
            }
        }
        startWrite(core);
        schedule(core);
        group.checkLeases(core);
    }

    private void apply(RaftCore core, Ready ready) {
        for (Entry entry : ready.toApply()) {
            machine = machine.apply(entry.index(), entry.term(), entry.payload());
            if (entry.payload() instanceof MembershipChange) {
                machine = machine.with(core.applyMembership(entry, group.nowNanos()));
            }
        }
        if (!ready.toApply().isEmpty()) {
            core.applied(ready.toApply().lastIndex(), group.nowNanos());
        }
    }

    private void startWrite(RaftCore core) {
        if (writing || !core.hasWrite()) {
            return;
        }
        LogWrite write = core.takeWrite();
        writing = true;
        int writingLife = life;
        group.afterDisk(() -> {
            if (writingLife != life) {
                return;
            }
            store(write);
            writing = false;
            core.persisted(write.number(), group.nowNanos());
            pump();
        });
    }

    private void store(LogWrite write) {
        write.snapshot().ifPresent(snapshot -> {
            storedEntries.clear();
            storedBase = snapshot.index();
            storedBaseTerm = snapshot.term();
            machine = (MachineState) snapshot.data();
        });
        if (!write.entries().isEmpty()) {
            int kept = (int) (write.entries().firstIndex() - storedBase - 1);
            storedEntries.subList(kept, storedEntries.size()).clear();
            storedEntries.addAll(write.entries());
        }
        hardState = write.hardState();
    }

    /** Forgets the log up to what is applied, less {@code kept} entries. */
    void compact(long kept) {
        if (running.isEmpty()) {
            return;
        }
        long index = Math.min(machine.index(), running.get().appliedIndex()) - kept;
        if (index <= storedBase) {
            return;
        }
        long term = running.get().termAt(index);
        int dropped = (int) (index - storedBase);
        storedEntries.subList(0, dropped).clear();
        storedBase = index;
        storedBaseTerm = term;
        running.get().compact(index);
    }

    private void schedule(RaftCore core) {
        long deadline = core.nextDeadlineNanos();
        if (deadline >= tickAtNanos || deadline == Long.MAX_VALUE) {
            return;
        }
        tickAtNanos = deadline;
        int tickLife = life;
        long delay = Math.max(0, deadline - group.nowNanos());
        group.after(delay, () -> {
            if (tickLife != life || tickAtNanos != deadline) {
                return;
            }
            tickAtNanos = Long.MAX_VALUE;
            core.tick(group.nowNanos());
            pump();
        });
    }

    List<Entry> storedEntries() {
        return storedEntries;
    }
}

package io.biplane.raft.golden;

import io.biplane.raft.HardState;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.port.LogWrite;
import io.biplane.raft.port.Ready;
import io.biplane.raft.port.RecoveredState;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;

/** One replica on the stage: its core, its disk, and what it says about what it does. */
final class Actor {
    final RaftConfig config;
    private final Stage stage;
    /** Empty while crashed. */
    Optional<RaftCore> core = Optional.empty();

    private final ArrayDeque<LogWrite> writing = new ArrayDeque<>();
    private HardState hardState;
    private final ArrayList<Entry> entries = new ArrayList<>();
    private long baseIndex;
    private long baseTerm;
    private long appliedIndex;
    private Configuration configuration;

    /** The content of a snapshot: nothing but its name. */
    private record Image(long index) implements Payload {
        @Override
        public int sizeBytes() {
            return 10;
        }
    }

    Actor(Stage stage, RaftConfig config, RecoveredState first) {
        this.stage = stage;
        this.config = config;
        this.hardState = first.hardState();
        this.baseIndex = first.compactedIndex();
        this.baseTerm = first.compactedTerm();
        this.appliedIndex = first.appliedIndex();
        this.configuration = first.configuration();
    }

    ReplicaId id() {
        return config.self();
    }

    void start() {
        RecoveredState state = new RecoveredState(
                hardState, baseIndex, baseTerm, entries, configuration, appliedIndex);
        core = Optional.of(new RaftCore(
                config,
                state,
                bound -> stage.draw(id(), bound),
                stage.supportFor(id()),
                stage.invariants().observerFor(id()),
                stage.nowNanos()));
        pump();
    }

    void crash() {
        core = Optional.empty();
        writing.clear();
        stage.invariants().crashed(id());
    }

    RaftCore alive() {
        return core.orElseThrow(() -> new IllegalStateException(id() + " is down"));
    }

    /**
     * Carries out what the core asks for; with a manual disk, writes wait for the command
     * {@code persist}.
     */
    void pump() {
        RaftCore running = alive();
        boolean progress = true;
        while (progress) {
            progress = false;
            while (running.hasReady()) {
                carryOut(running, running.takeReady(stage.nowNanos()));
                progress = true;
            }
            if (running.hasWrite() && writing.isEmpty()) {
                LogWrite write = running.takeWrite();
                writing.add(write);
                if (stage.isDiskManual()) {
                    stage.say("  " + id() + " writes " + Script.write(write));
                } else {
                    persist();
                }
                progress = true;
            }
        }
    }

    /** The write under way becomes durable. */
    void persist() {
        LogWrite write = writing.remove();
        write.snapshot().ifPresent(this::install);
        if (!write.entries().isEmpty()) {
            int kept = (int) (write.entries().firstIndex() - baseIndex - 1);
            entries.subList(kept, entries.size()).clear();
            entries.addAll(write.entries());
        }
        hardState = write.hardState();
        alive().persisted(write.number(), stage.nowNanos());
    }

    private void install(Snapshot snapshot) {
        stage.say("  " + id() + " installs " + snapshot);
        entries.clear();
        baseIndex = snapshot.index();
        baseTerm = snapshot.term();
        appliedIndex = snapshot.index();
        configuration = snapshot.configuration();
    }

    private void carryOut(RaftCore running, Ready ready) {
        ready.roleChange()
                .ifPresent(change -> stage.say("  " + id() + " is " + change.role() + " in term "
                        + change.term() + ", leader " + change.leader()));
        ready.messages().forEach(stage::post);
        for (Entry entry : ready.toApply()) {
            stage.say("  " + id() + " applies " + entry);
            if (entry.payload() instanceof MembershipChange) {
                configuration = running.applyMembership(entry, stage.nowNanos());
                stage.say("  " + id() + " now has " + configuration);
            }
            appliedIndex = entry.index();
        }
        if (!ready.toApply().isEmpty()) {
            running.applied(appliedIndex, stage.nowNanos());
        }
        ready.readStates()
                .forEach(read -> stage.say(
                        "  " + id() + " may read #" + read.requestId() + " at " + read.index()));
        for (ReplicaId to : ready.snapshotsWanted()) {
            long term = running.termAt(appliedIndex);
            Snapshot snapshot =
                    new Snapshot(appliedIndex, term, configuration, new Image(appliedIndex));
            stage.say("  " + id() + " makes " + snapshot + " for " + to);
            running.sendSnapshot(to, snapshot, stage.nowNanos());
        }
    }

    void compact(long index) {
        baseTerm = alive().termAt(index);
        entries.subList(0, (int) (index - baseIndex)).clear();
        baseIndex = index;
        alive().compact(index);
    }
}

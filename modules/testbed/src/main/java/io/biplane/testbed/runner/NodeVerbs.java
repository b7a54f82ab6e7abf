package io.biplane.testbed.runner;

import io.biplane.base.id.ClusterVersion;
import io.biplane.node.drain.DrainListener;
import io.biplane.node.drain.DrainOptions;
import io.biplane.node.drain.DrainOutcome;
import io.biplane.scenario.timeline.ProcessVerb;
import io.biplane.scenario.timeline.Refusal;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.testbed.cluster.SimNode;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.runner.VerbExecutor.Firing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Verbs about a node's process: drain, stop, kill, power off, restart, upgrade, rollback, tenant crash. */
final class NodeVerbs {
    /** A process that neither serves nor refuses after this long counts as failed to come up. Our choice: past every boot path. */
    private static final long BOOT_PATIENCE_NANOS = 60_000_000_000L;

    private final World world;
    private final Waiting waiting;

    NodeVerbs(World world, Waiting waiting) {
        this.world = world;
        this.waiting = waiting;
    }

    void kill(ProcessVerb.Kill verb, Firing firing) {
        List<SimNode> nodes = nodes(firing);
        nodes.forEach(SimNode::kill);
        bringBack(nodes, firing);
    }

    void powerOff(ProcessVerb.PowerOff verb, Firing firing) {
        List<SimNode> nodes = nodes(firing);
        nodes.forEach(SimNode::powerOff);
        bringBack(nodes, firing);
    }

    void crashTenant(ProcessVerb.CrashTenant crash, Firing firing) {
        String name = world.addressOf(crash.virtualCluster());
        nodes(firing).forEach(node -> node.crashTenant(name));
        firing.progress().complete();
    }

    void drain(ProcessVerb.Drain drain, Firing firing) {
        DrainOptions options =
                new DrainOptions(Duration.ofNanos(drain.waitNanos()), drain.shutdown());
        inTurn(
                nodes(firing),
                0,
                (node, next) -> drain(node, options, firing, next),
                firing.progress()::complete);
    }

    void stop(ProcessVerb.Stop verb, Firing firing) {
        List<SimNode> nodes = nodes(firing);
        inTurn(
                nodes,
                0,
                (node, next) -> drain(node, DrainOptions.DEFAULT.withShutdown(), firing, next),
                () -> bringBack(nodes, firing));
    }

    void restart(ProcessVerb.Restart restart, Firing firing) {
        inTurn(
                nodes(firing),
                0,
                (node, next) -> boot(node, restart.version(), firing, next),
                firing.progress()::complete);
    }

    void upgrade(ProcessVerb.UpgradeBinary upgrade, Firing firing) {
        replaceBinaries(upgrade.version(), firing);
    }

    void rollback(ProcessVerb.Rollback rollback, Firing firing) {
        replaceBinaries(rollback.version(), firing);
    }

    private List<SimNode> nodes(Firing firing) {
        return firing.nodes().stream().map(world.cluster()::node).toList();
    }

    /** One thing for each node, the next when the last is done. */
    private void inTurn(List<SimNode> nodes, int from, Each each, Runnable done) {
        if (from == nodes.size()) {
            done.run();
        } else {
            each.act(nodes.get(from), () -> inTurn(nodes, from + 1, each, done));
        }
    }

    private interface Each {
        void act(SimNode node, Runnable next);
    }

    private void replaceBinaries(ClusterVersion version, Firing firing) {
        DrainOptions options = DrainOptions.DEFAULT.withShutdown();
        inTurn(
                nodes(firing),
                0,
                (node, next) -> drain(
                        node,
                        options,
                        firing,
                        () -> boot(node, Optional.of(version), firing, next)),
                firing.progress()::complete);
    }

    private void drain(SimNode node, DrainOptions options, Firing firing, Runnable next) {
        if (!node.isRunning()) {
            next.run();
            return;
        }
        node.drain(options, ended(outcome -> {
            if (!(outcome instanceof DrainOutcome.Drained)) {
                firing.progress()
                        .check(
                                Outcome.BROKEN,
                                firing.demand(),
                                "drain of " + node.name() + " ended as " + outcome);
            }
            if (options.shutdown() && outcome instanceof DrainOutcome.Drained) {
                waiting.until(() -> !node.isRunning(), next);
            } else {
                next.run();
            }
        }));
    }

    private static DrainListener ended(Consumer<DrainOutcome> listener) {
        return listener::accept;
    }

    private void boot(
            SimNode node, Optional<ClusterVersion> version, Firing firing, Runnable next) {
        node.restart(version.orElse(node.binary()));
        awaitUp(List.of(node), () -> {
            judge(node, firing.step().verb().refusal(), firing);
            next.run();
        });
    }

    /**
     * Boots nodes whose process is gone when the step's {@code for} is over, all at once: nodes that
     * lack each other's quorum would wait for ever if they came one by one. Without {@code for} they
     * stay down and the step is complete.
     */
    private void bringBack(List<SimNode> nodes, Firing firing) {
        TimelineStep step = firing.step();
        VerbExecutor.Progress progress = firing.progress();
        if (step.forNanos().isEmpty()) {
            progress.complete();
            return;
        }
        world.simulation().after(step.forNanos().getAsLong(), () -> {
            // One that ended itself meanwhile is none of this step's.
            List<SimNode> gone = nodes.stream()
                    .filter(node -> node.endedOverClock().isEmpty())
                    .toList();
            gone.stream().filter(node -> !node.isRunning()).forEach(SimNode::boot);
            awaitUp(gone, () -> {
                gone.forEach(node -> judge(node, Optional.empty(), firing));
                progress.complete();
            });
        });
    }

    /** Goes on once each node serves or refuses to, or none of that happened for too long. */
    void awaitUp(List<SimNode> nodes, Runnable next) {
        long deadline = world.simulation().nowNanos() + BOOT_PATIENCE_NANOS;
        waiting.until(
                () -> nodes.stream()
                                .allMatch(
                                        node -> node.isReady() || node.refusal().isPresent())
                        || world.simulation().nowNanos() >= deadline,
                next);
    }

    private static void judge(SimNode node, Optional<Refusal> refusal, Firing firing) {
        VerbExecutor.Progress progress = firing.progress();
        String name = firing.demand();
        Optional<String> refused = node.refusal();
        if (refusal.isPresent()) {
            boolean asWanted = refused.isPresent() && refusal.get().matches("", refused.get());
            progress.check(
                    asWanted ? Outcome.HELD : Outcome.BROKEN,
                    name,
                    refused.map(text -> "refused: " + text)
                            .orElse(node.name() + " was not refused with " + node.binary()));
        } else if (node.endedOverClock().isPresent()) {
            progress.note(node.name() + " is down again over its clock");
        } else if (refused.isPresent()) {
            progress.check(
                    Outcome.BROKEN, name, node.name() + " refused to start: " + refused.get());
        } else if (!node.isReady()) {
            progress.check(Outcome.BROKEN, name, node.name() + " did not come up within 60 s");
        }
    }
}

package io.biplane.testbed.runner;

import io.biplane.base.id.ClusterVersion;
import io.biplane.node.drain.DrainListener;
import io.biplane.node.drain.DrainOptions;
import io.biplane.node.drain.DrainOutcome;
import io.biplane.scenario.model.Refusal;
import io.biplane.scenario.model.TimelineStep;
import io.biplane.scenario.model.Verb;
import io.biplane.testbed.cluster.SimNode;
import io.biplane.testbed.result.Outcome;

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

    boolean handles(Verb verb) {
        return verb instanceof Verb.Drain
                || verb instanceof Verb.Stop
                || verb instanceof Verb.Kill
                || verb instanceof Verb.PowerOff
                || verb instanceof Verb.Restart
                || verb instanceof Verb.UpgradeBinary
                || verb instanceof Verb.Rollback
                || verb instanceof Verb.CrashTenant;
    }

    /** Begins the verb on its nodes, one after another where it takes time. */
    void begin(TimelineStep step, List<String> names, VerbExecutor.Progress progress) {
        Verb verb = step.verb();
        List<SimNode> nodes = names.stream().map(world.cluster()::node).toList();
        if (verb instanceof Verb.Kill) {
            nodes.forEach(SimNode::kill);
            bringBack(step, nodes, progress);
        } else if (verb instanceof Verb.PowerOff) {
            nodes.forEach(SimNode::powerOff);
            bringBack(step, nodes, progress);
        } else if (verb instanceof Verb.CrashTenant crash) {
            String name = world.addressOf(crash.virtualCluster());
            nodes.forEach(node -> node.crashTenant(name));
            progress.complete();
        } else if (verb instanceof Verb.Drain drain) {
            DrainOptions options =
                    new DrainOptions(Duration.ofNanos(drain.waitNanos()), drain.shutdown());
            inTurn(
                    nodes,
                    0,
                    (node, next) -> drain(step, node, options, progress, next),
                    progress::complete);
        } else if (verb instanceof Verb.Stop) {
            DrainOptions options = DrainOptions.DEFAULT.withShutdown();
            inTurn(
                    nodes,
                    0,
                    (node, next) -> drain(step, node, options, progress, next),
                    () -> bringBack(step, nodes, progress));
        } else if (verb instanceof Verb.Restart restart) {
            inTurn(
                    nodes,
                    0,
                    (node, next) ->
                            boot(step, node, restart.version(), restart.refusal(), progress, next),
                    progress::complete);
        } else if (verb instanceof Verb.UpgradeBinary upgrade) {
            replaceBinaries(step, nodes, upgrade.version(), upgrade.refusal(), progress);
        } else if (verb instanceof Verb.Rollback rollback) {
            replaceBinaries(step, nodes, rollback.version(), rollback.refusal(), progress);
        }
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

    private void replaceBinaries(
            TimelineStep step,
            List<SimNode> nodes,
            ClusterVersion version,
            Optional<Refusal> refusal,
            VerbExecutor.Progress progress) {
        DrainOptions options = DrainOptions.DEFAULT.withShutdown();
        inTurn(
                nodes,
                0,
                (node, next) -> drain(
                        step,
                        node,
                        options,
                        progress,
                        () -> boot(step, node, Optional.of(version), refusal, progress, next)),
                progress::complete);
    }

    private void drain(
            TimelineStep step,
            SimNode node,
            DrainOptions options,
            VerbExecutor.Progress progress,
            Runnable next) {
        if (!node.isRunning()) {
            next.run();
            return;
        }
        node.drain(options, ended(outcome -> {
            if (!(outcome instanceof DrainOutcome.Drained)) {
                progress.check(
                        Outcome.BROKEN,
                        "step " + step.id(),
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
            TimelineStep step,
            SimNode node,
            Optional<ClusterVersion> version,
            Optional<Refusal> refusal,
            VerbExecutor.Progress progress,
            Runnable next) {
        node.restart(version.orElse(node.binary()));
        awaitUp(List.of(node), () -> {
            judge(step, node, refusal, progress);
            next.run();
        });
    }

    /**
     * Boots nodes whose process is gone when the step's {@code for} is over, all at once: nodes that
     * lack each other's quorum would wait for ever if they came one by one. Without {@code for} they
     * stay down and the step is complete.
     */
    private void bringBack(TimelineStep step, List<SimNode> nodes, VerbExecutor.Progress progress) {
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
                gone.forEach(node -> judge(step, node, Optional.empty(), progress));
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

    private static void judge(
            TimelineStep step,
            SimNode node,
            Optional<Refusal> refusal,
            VerbExecutor.Progress progress) {
        String name = "step " + step.id();
        Optional<String> refused = node.refusal();
        if (refusal.isPresent()) {
            boolean asWanted =
                    refused.isPresent() && Refusals.matches(refusal.get(), "", refused.get());
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

package io.biplane.scenario.language.bind;

import io.biplane.base.id.ClusterVersion;
import io.biplane.scenario.language.grammar.VerbKeys;
import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.types.Durations;
import io.biplane.scenario.model.ClusterSpec;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.AdminVerb;
import io.biplane.scenario.timeline.ProcessVerb;
import io.biplane.scenario.timeline.Remedy;
import io.biplane.scenario.timeline.Target;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.scenario.timeline.Trigger;
import io.biplane.scenario.timeline.Verb;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what cannot happen in a timeline, whatever the run: times, cycles, sides, versions. Node
 * states: {@link NodeWalk}.
 */
final class TimelineCheck {
    private final List<TimelineStep> steps;
    private final long horizonNanos;
    private final ReadContext context;

    /** A check of the steps that could be bound. */
    TimelineCheck(List<TimelineStep> steps, long horizonNanos, ReadContext context) {
        this.steps = steps;
        this.horizonNanos = horizonNanos;
        this.context = context;
    }

    /** What is wrong whatever other steps and the cluster may be. */
    void checkEach() {
        steps.forEach(this::checkHorizon);
        steps.forEach(this::checkCycle);
        steps.forEach(this::checkSides);
        steps.forEach(this::checkHeal);
    }

    /** What only a timeline without gaps can show: states of nodes, versions. */
    void checkWhole(ClusterSpec cluster) {
        steps.forEach(step -> checkVersion(step, cluster));
        new NodeWalk(steps, context).check();
    }

    private void checkHorizon(TimelineStep step) {
        if (!(step.trigger() instanceof Trigger.At at)) {
            return;
        }
        long endNanos = at.atNanos() + step.forNanos().orElse(0);
        if (at.atNanos() >= horizonNanos) {
            report(
                    step.mark(),
                    "the step fires at " + Durations.print(at.atNanos())
                            + ", not before the horizon " + Durations.print(horizonNanos),
                    "horizon: " + Durations.print(endNanos + 20_000_000_000L));
        } else if (endNanos > horizonNanos) {
            report(
                    step.mark(),
                    "the horizon " + Durations.print(horizonNanos)
                            + " is too short: the fault lasts until " + Durations.print(endNanos),
                    "horizon: " + Durations.print(endNanos + 20_000_000_000L));
        }
    }

    private void checkCycle(TimelineStep step) {
        Set<String> seen = new LinkedHashSet<>();
        Optional<TimelineStep> current = Optional.of(step);
        while (current.isPresent() && current.get().trigger() instanceof Trigger.After after) {
            if (!seen.add(current.get().id())) {
                if (current.get() == step) {
                    report(
                            step.mark(),
                            "the step can never fire: it waits for itself by way of "
                                    + String.join(", ", seen),
                            "give one of them a time ('at')");
                }
                return;
            }
            current = byId(after.stepId());
        }
    }

    private Optional<TimelineStep> byId(String id) {
        return steps.stream()
                .filter(step -> step.id().equals(id) || step.group().equals(id))
                .findFirst();
    }

    private void checkSides(TimelineStep step) {
        List<List<Target>> sides = step.verb().sides();
        if (sides.size() < 2) {
            return;
        }
        Set<String> seen = new LinkedHashSet<>();
        for (List<Target> side : sides) {
            for (Target target : side) {
                if (!seen.add(target.toString())) {
                    report(
                            target.mark(),
                            "'" + target + "' stands on both sides",
                            "a node cannot be cut off from itself");
                }
            }
        }
    }

    private void checkHeal(TimelineStep step) {
        if (!(step.verb() instanceof Remedy.Heal heal) || heal.stepId().isEmpty()) {
            return;
        }
        String name = heal.stepId().get();
        for (TimelineStep healed : steps) {
            if (!healed.id().equals(name) && !healed.group().equals(name)) {
                continue;
            }
            if (!healed.verb().facts().takesFor()) {
                report(
                        step.mark(),
                        "'" + healed.verb().name() + "' of step '" + name
                                + "' leaves nothing to heal",
                        "verbs that last: " + String.join(", ", VerbKeys.wordsWithFor()));
            } else if (healed.trigger() instanceof Trigger.At fault
                    && step.trigger() instanceof Trigger.At end
                    && end.atNanos() <= fault.atNanos()) {
                report(
                        step.mark(),
                        "the fault '" + healed.id() + "' is healed at "
                                + Durations.print(end.atNanos()) + ", before it begins at "
                                + Durations.print(fault.atNanos()),
                        "heal it later");
            }
            return;
        }
    }

    private void checkVersion(TimelineStep step, ClusterSpec cluster) {
        ClusterVersion highest = Stream.concat(
                        Stream.of(cluster.version()),
                        steps.stream().flatMap(other -> binary(other.verb()).stream()))
                .max(ClusterVersion::compareTo)
                .orElseThrow();
        if (step.verb().refusal().isPresent()) {
            return;
        }
        if (step.verb() instanceof ProcessVerb.UpgradeBinary upgrade
                && cluster.version().isAtLeast(upgrade.version())) {
            report(
                    step.mark(),
                    upgrade.version() + " is no upgrade: the cluster starts with "
                            + cluster.version(),
                    "use 'rollback' to go back");
        } else if (step.verb() instanceof ProcessVerb.Rollback rollback
                && rollback.version().isAtLeast(highest)) {
            report(
                    step.mark(),
                    rollback.version() + " is no rollback: no binary in this scenario is newer",
                    "use 'upgrade_binary' to go forward");
        } else if (step.verb() instanceof AdminVerb.Finalize finalize
                && !highest.isAtLeast(finalize.version())) {
            report(
                    step.mark(),
                    "no binary in this scenario is of " + finalize.version()
                            + ", so it cannot be finalized",
                    "the newest is " + highest + "; if a refusal is meant, add expect_error");
        }
    }

    private static Optional<ClusterVersion> binary(Verb verb) {
        if (verb instanceof ProcessVerb.UpgradeBinary upgrade) {
            return Optional.of(upgrade.version());
        }
        return verb instanceof ProcessVerb.Restart restart ? restart.version() : Optional.empty();
    }

    private void report(SourcePosition mark, String message, String remedy) {
        context.report(mark, Problem.Kind.MEANING, message, remedy);
    }
}

package io.biplane.testbed.runner;

import io.biplane.scenario.timeline.Target;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.testbed.result.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Carries out the steps of the timeline: finds their nodes, and has {@link VerbTable} begin what their verbs do. */
final class VerbExecutor {
    /** How long a step waits for a role that nobody holds. Source: the language's reference. */
    private static final long ROLE_PATIENCE_NANOS = 10_000_000_000L;

    private final World world;
    private final Waiting waiting;
    private final Targets targets;
    private final LastingFaults lasting;
    private final VerbTable table;

    /** Told how a step goes on. */
    interface Progress {
        /** It acts now; the label names verb and nodes. */
        void began(String label);

        /** Its effect has come about, or its fault was healed. */
        void complete();

        /** Something that a reader of the timeline should know. */
        void note(String text);

        /** One of its demands was met or not. */
        void check(Outcome outcome, String name, String detail);
    }

    /**
     * A step that acts now.
     *
     * @param sides names of the nodes of each of the verb's sides; none when it names no node
     */
    record Firing(TimelineStep step, List<List<String>> sides, Progress progress) {
        /** Nodes of the only side. */
        List<String> nodes() {
            return sides.get(0);
        }

        /** What the step's demands are called in the list of checks. */
        String demand() {
            return "step " + step.id();
        }
    }

    VerbExecutor(World world, Waiting waiting, Targets targets) {
        this.world = world;
        this.waiting = waiting;
        this.targets = targets;
        NodeVerbs nodes = new NodeVerbs(world, waiting);
        this.lasting = new LastingFaults(world, new SelfEnded(world, nodes));
        this.table = new VerbTable(
                nodes, new AdminVerbs(world, targets), new FaultVerbs(world, lasting), lasting);
    }

    /** Begins a step; what it does goes on in virtual time. */
    void begin(TimelineStep step, Progress progress) {
        long deadline = world.simulation().nowNanos() + ROLE_PATIENCE_NANOS;
        waiting.until(
                () -> resolve(step.verb().sides()).isPresent()
                        || world.simulation().nowNanos() >= deadline,
                () -> {
                    Optional<List<List<String>>> sides = resolve(step.verb().sides());
                    if (sides.isEmpty()) {
                        progress.began(step.verb().name() + " (nobody has the role)");
                        progress.check(
                                Outcome.UNKNOWN,
                                "step " + step.id(),
                                "no node had the role it names for 10 s");
                        progress.complete();
                    } else {
                        act(new Firing(step, sides.get(), progress));
                    }
                });
    }

    /** Ends every lasting fault; for the end of a run. */
    void healAll() {
        lasting.endAll();
    }

    private void act(Firing firing) {
        firing.progress().began(firing.step().verb().label(firing.sides()));
        table.begin(firing);
    }

    /**
     * The nodes of each side; empty while a role is held by nobody. Sides that say {@code others} come last, so that they
     * know what the rest names.
     */
    private Optional<List<List<String>>> resolve(List<List<Target>> written) {
        Set<String> named = new TreeSet<>();
        List<Optional<List<String>>> found = new ArrayList<>();
        for (List<Target> side : written) {
            Optional<List<String>> nodes =
                    saysOthers(side) ? Optional.of(List.of()) : targets.resolve(side, named);
            if (nodes.isEmpty()) {
                return Optional.empty();
            }
            named.addAll(nodes.get());
            found.add(nodes);
        }
        List<List<String>> sides = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            sides.add(
                    saysOthers(written.get(i))
                            ? targets.resolve(written.get(i), named).orElse(List.of())
                            : found.get(i).orElseThrow());
        }
        return Optional.of(sides);
    }

    private static boolean saysOthers(List<Target> side) {
        return side.stream()
                .anyMatch(target -> target instanceof Target.Group group
                        && group.kind() == Target.GroupKind.OTHERS);
    }
}

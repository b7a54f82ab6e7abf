package io.biplane.testbed.runner;

import io.biplane.scenario.model.Target;
import io.biplane.scenario.model.TimelineStep;
import io.biplane.scenario.model.Verb;
import io.biplane.testbed.cluster.SimNode;
import io.biplane.testbed.result.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Carries out the verbs of the timeline: finds their nodes, begins what they do, and says when it is complete. */
final class VerbExecutor {
    /** How long a step waits for a role that nobody holds. Source: the language's reference. */
    private static final long ROLE_PATIENCE_NANOS = 10_000_000_000L;

    private final World world;
    private final Waiting waiting;
    private final Targets targets;
    private final FaultVerbs faults;
    private final NodeVerbs nodes;
    private final SelfEnded selfEnded;
    private final AdminVerbs admin;
    /** Lasting faults in force by step id: how to end each, and whom to tell. */
    private final Map<String, Lasting> lasting = new TreeMap<>();

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
     * A fault in force.
     *
     * @param clocks machines whose clocks it makes wrong; empty for other faults
     * @param beganAtNanos by the simulation's time
     */
    private record Lasting(
            Runnable end, Progress progress, List<String> clocks, long beganAtNanos) {}

    VerbExecutor(World world, Waiting waiting, Targets targets) {
        this.world = world;
        this.waiting = waiting;
        this.targets = targets;
        this.faults = new FaultVerbs(world);
        this.nodes = new NodeVerbs(world, waiting);
        this.selfEnded = new SelfEnded(world, nodes);
        this.admin = new AdminVerbs(world, targets);
    }

    /** Whether a step has a beginning and an end that a picture shows as a band. */
    static boolean lasts(TimelineStep step) {
        Verb verb = step.verb();
        return step.forNanos().isPresent() || !isMoment(verb);
    }

    private static boolean isMoment(Verb verb) {
        return verb instanceof Verb.Kill
                || verb instanceof Verb.PowerOff
                || verb instanceof Verb.Heal
                || verb instanceof Verb.Resume
                || verb instanceof Verb.ClockJump
                || verb instanceof Verb.CrashTenant
                || verb instanceof Verb.Finalize
                || verb instanceof Verb.SetSetting
                || verb instanceof Verb.Sql
                || verb instanceof Verb.TransferLease
                || verb instanceof Verb.TransferLeadership;
    }

    /** Begins a step; what it does goes on in virtual time. */
    void begin(TimelineStep step, Progress progress) {
        long deadline = world.simulation().nowNanos() + ROLE_PATIENCE_NANOS;
        waiting.until(
                () -> sides(step.verb()).isPresent() || world.simulation().nowNanos() >= deadline,
                () -> {
                    Optional<List<List<String>>> sides = sides(step.verb());
                    if (sides.isEmpty()) {
                        progress.began(step.verb().name() + " (nobody has the role)");
                        progress.check(
                                Outcome.UNKNOWN,
                                "step " + step.id(),
                                "no node had the role it names for 10 s");
                        progress.complete();
                    } else {
                        act(step, sides.get(), progress);
                    }
                });
    }

    /** Ends every lasting fault; for the end of a run. */
    void healAll() {
        List.copyOf(lasting.keySet()).forEach(this::heal);
    }

    private void act(TimelineStep step, List<List<String>> sides, Progress progress) {
        Verb verb = step.verb();
        progress.began(Labels.of(verb, sides));
        if (verb instanceof Verb.Heal heal) {
            if (heal.stepId().isPresent()) {
                heal(heal.stepId().get());
                progress.complete();
            } else {
                healAll();
                selfEnded.bringBack(
                        selfEnded.since(0, List.of()),
                        "everything is healed",
                        progress,
                        progress::complete);
            }
        } else if (verb instanceof Verb.Resume) {
            sides.get(0).forEach(node -> world.simulation().host(node).resume());
            endPauses(sides.get(0));
            progress.complete();
        } else if (faults.handles(verb)) {
            boolean isOfClocks = verb instanceof Verb.ClockJump || verb instanceof Verb.ClockSkew;
            lasting.put(
                    step.id(),
                    new Lasting(
                            faults.begin(verb, sides),
                            progress,
                            isOfClocks ? sides.get(0) : List.of(),
                            world.simulation().nowNanos()));
            step.forNanos()
                    .ifPresent(nanos -> world.simulation().after(nanos, () -> heal(step.id())));
        } else if (nodes.handles(verb)) {
            nodes.begin(step, sides.get(0), progress);
        } else {
            admin.begin(step, sides, progress);
        }
    }

    private void heal(String stepId) {
        Lasting ended = lasting.remove(stepId);
        if (ended != null) {
            ended.end().run();
            // Whoever ended itself meanwhile did so over this fault, or over another clock's that
            // lasts.
            List<SimNode> back = ended.clocks().isEmpty()
                    ? List.of()
                    : selfEnded.since(ended.beganAtNanos(), stillWrong());
            selfEnded.bringBack(
                    back,
                    "fault " + stepId + " is over",
                    ended.progress(),
                    ended.progress()::complete);
        }
    }

    /** Machines whose clocks some fault makes wrong. */
    private List<String> stillWrong() {
        return lasting.values().stream()
                .flatMap(fault -> fault.clocks().stream())
                .toList();
    }

    private void endPauses(List<String> resumed) {
        for (String id : List.copyOf(lasting.keySet())) {
            if (resumed.stream()
                            .noneMatch(
                                    node -> world.simulation().host(node).cpu().isPaused())
                    && id.startsWith("pause")) {
                heal(id);
            }
        }
    }

    /** The nodes of each side of a verb; empty while a role is held by nobody. */
    private Optional<List<List<String>>> sides(Verb verb) {
        List<List<Target>> written = new ArrayList<>();
        if (verb instanceof Verb.Partition partition) {
            written.addAll(partition.sides());
        } else if (verb instanceof Verb.OneWay oneWay) {
            written.add(oneWay.from());
            written.add(oneWay.to());
        } else if (verb instanceof Verb.SlowNetwork slow) {
            written.add(slow.from());
            written.add(slow.to());
        } else if (verb instanceof Verb.TransferLease transfer) {
            written.add(List.of(transfer.to()));
        } else if (verb instanceof Verb.TransferLeadership transfer) {
            written.add(List.of(transfer.to()));
        } else {
            written.add(verb.nodes());
        }
        return resolve(written);
    }

    /** Sides that say {@code others} come last, so that they know what the rest names. */
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

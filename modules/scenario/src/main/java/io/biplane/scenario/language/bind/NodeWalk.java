package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.types.Durations;
import io.biplane.scenario.model.Target;
import io.biplane.scenario.model.TimelineStep;
import io.biplane.scenario.model.Trigger;
import io.biplane.scenario.model.Verb;
import io.biplane.scenario.source.Problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Walks through the timed steps in order of time and follows each node that they name: a node that
 * is down cannot be drained, one that is up cannot be resumed. Only what is certain counts: once a
 * step without a fixed time or a role as target may have touched a node, nothing is said about that
 * node any more.
 *
 * <pre>
 *            kill, power_off, stop          restart
 *     UP  ---------------------------> DOWN ---------> UP
 *     UP  --drain--> DRAINED --restart--> UP      UP --pause--> PAUSED --resume--> UP
 * </pre>
 */
final class NodeWalk {
    private enum State {
        UP,
        DRAINED,
        PAUSED,
        DOWN
    }

    /** What is known of a node, and which step made it so. */
    private record Status(State state, String step, long atNanos) {}

    /** A change of one node at one time. */
    private record Event(long atNanos, String node, String word, TimelineStep step) {}

    private static final String ENDS = "restart";

    private final List<TimelineStep> steps;
    private final ReadContext context;
    private final Map<String, Status> statuses = new TreeMap<>();

    NodeWalk(List<TimelineStep> steps, ReadContext context) {
        this.steps = steps;
        this.context = context;
    }

    void check() {
        boolean certain = steps.stream().allMatch(NodeWalk::isCertain);
        if (!certain) {
            return;
        }
        List<Event> events = new ArrayList<>();
        steps.forEach(step -> events.addAll(events(step)));
        events.sort(Comparator.comparingLong(Event::atNanos));
        events.forEach(event -> apply(event, events));
    }

    /**
     * Whether the step leaves no doubt about which nodes it touches when; steps that touch no
     * process do not matter.
     */
    private static boolean isCertain(TimelineStep step) {
        return word(step.verb()).isEmpty()
                || step.trigger() instanceof Trigger.At
                        && step.verb().nodes().stream().allMatch(Target.Named.class::isInstance);
    }

    private static String word(Verb verb) {
        if (verb instanceof Verb.UpgradeBinary || verb instanceof Verb.Rollback) {
            return verb.name();
        }
        boolean process = verb instanceof Verb.Drain
                || verb instanceof Verb.Restart
                || verb instanceof Verb.Stop
                || verb instanceof Verb.Kill
                || verb instanceof Verb.PowerOff
                || verb instanceof Verb.Pause
                || verb instanceof Verb.Resume;
        return process ? verb.name() : "";
    }

    private static List<Event> events(TimelineStep step) {
        String word = word(step.verb());
        if (word.isEmpty() || !(step.trigger() instanceof Trigger.At at)) {
            return List.of();
        }
        List<Event> events = new ArrayList<>();
        for (Target target : step.verb().nodes()) {
            String node = target.toString();
            events.add(new Event(at.atNanos(), node, word, step));
            step.forNanos()
                    .ifPresent(nanos -> events.add(new Event(
                            at.atNanos() + nanos,
                            node,
                            word.equals("pause") ? "resume" : ENDS,
                            step)));
        }
        return events;
    }

    private void apply(Event event, List<Event> all) {
        Status before = statuses.getOrDefault(event.node(), new Status(State.UP, "", 0));
        boolean shutsDown = event.step().verb() instanceof Verb.Drain drain && drain.shutdown();
        State after = switch (event.word()) {
            case "kill", "power_off", "stop" -> require(event, before, State.DOWN);
            case "drain" -> require(event, before, shutsDown ? State.DOWN : State.DRAINED);
            case "pause" -> require(event, before, State.PAUSED);
            case "resume" -> resume(event, before);
            case "restart" -> restart(event, before, all);
            default -> require(event, before, State.UP);
        };
        statuses.put(event.node(), new Status(after, event.step().id(), event.atNanos()));
    }

    private State require(Event event, Status before, State after) {
        boolean again = before.state() == State.DRAINED && event.word().equals("drain");
        if (before.state() == State.DOWN || again) {
            report(
                    event,
                    "cannot " + event.word() + " " + event.node() + " at "
                            + Durations.print(event.atNanos()) + ": it is "
                            + (again ? "drained" : "down") + " since " + since(before),
                    "restart it in between");
        }
        return after;
    }

    private State resume(Event event, Status before) {
        if (before.state() != State.PAUSED) {
            report(
                    event,
                    "cannot resume " + event.node() + " at " + Durations.print(event.atNanos())
                            + ": it is not paused",
                    "pause it first");
        }
        return State.UP;
    }

    private State restart(Event event, Status before, List<Event> all) {
        boolean untouched = before.step().isEmpty();
        List<Event> later = all.stream()
                .filter(other ->
                        other.node().equals(event.node()) && other.atNanos() > event.atNanos())
                .toList();
        boolean swapped = untouched
                && !later.isEmpty()
                && List.of("kill", "power_off", "stop").contains(later.get(0).word())
                && later.stream().noneMatch(other -> other.word().equals(ENDS));
        if (swapped) {
            report(
                    event,
                    event.node() + " is restarted at " + Durations.print(event.atNanos())
                            + ", before the " + later.get(0).word() + " at "
                            + Durations.print(later.get(0).atNanos()) + ", and never after it",
                    "restart it after step '" + later.get(0).step().id()
                            + "', or give that step a 'for'");
        }
        return State.UP;
    }

    private static String since(Status status) {
        return "step '" + status.step() + "' at " + Durations.print(status.atNanos());
    }

    private void report(Event event, String message, String remedy) {
        context.report(event.step().mark(), Problem.Kind.MEANING, message, remedy);
    }
}

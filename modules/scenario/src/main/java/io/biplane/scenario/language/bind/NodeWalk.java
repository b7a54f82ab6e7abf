package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.types.Durations;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.timeline.ProcessVerb;
import io.biplane.scenario.timeline.Remedy;
import io.biplane.scenario.timeline.Target;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.scenario.timeline.Trigger;
import io.biplane.scenario.timeline.VerbFacts;
import io.biplane.scenario.timeline.VerbFacts.Effect;

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

    /** A change of one node at one time: by a step's verb, or by what ends it after its {@code for}. */
    private record Event(
            long atNanos, String node, String word, Effect effect, TimelineStep step) {}

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
        return step.verb().effect() == Effect.NONE
                || step.trigger() instanceof Trigger.At
                        && targets(step).stream().allMatch(Target.Named.class::isInstance);
    }

    private static List<Target> targets(TimelineStep step) {
        return step.verb().sides().stream().flatMap(List::stream).toList();
    }

    private static List<Event> events(TimelineStep step) {
        Effect effect = step.verb().effect();
        if (effect == Effect.NONE || !(step.trigger() instanceof Trigger.At at)) {
            return List.of();
        }
        VerbFacts end = effect == Effect.PAUSES ? Remedy.Resume.FACTS : ProcessVerb.Restart.FACTS;
        List<Event> events = new ArrayList<>();
        for (Target target : targets(step)) {
            String node = target.toString();
            events.add(new Event(at.atNanos(), node, step.verb().name(), effect, step));
            step.forNanos()
                    .ifPresent(nanos -> events.add(
                            new Event(at.atNanos() + nanos, node, end.word(), end.effect(), step)));
        }
        return events;
    }

    private void apply(Event event, List<Event> all) {
        Status before = statuses.getOrDefault(event.node(), new Status(State.UP, "", 0));
        State after = switch (event.effect()) {
            case ENDS, DRAINS_AND_ENDS -> require(event, before, State.DOWN);
            case DRAINS -> require(event, before, State.DRAINED);
            case PAUSES -> require(event, before, State.PAUSED);
            case RESUMES -> resume(event, before);
            case BOOTS -> restart(event, before, all);
            case REPLACES, NONE -> require(event, before, State.UP);
        };
        statuses.put(event.node(), new Status(after, event.step().id(), event.atNanos()));
    }

    private State require(Event event, Status before, State after) {
        boolean again = before.state() == State.DRAINED
                && (event.effect() == Effect.DRAINS || event.effect() == Effect.DRAINS_AND_ENDS);
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
                && later.get(0).effect() == Effect.ENDS
                && later.stream().noneMatch(other -> other.effect() == Effect.BOOTS);
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

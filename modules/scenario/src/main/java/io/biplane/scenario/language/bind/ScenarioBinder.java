package io.biplane.scenario.language.bind;

import io.biplane.scenario.expect.Expectations;
import io.biplane.scenario.language.grammar.EnvironmentKeys;
import io.biplane.scenario.language.grammar.ExpectShape;
import io.biplane.scenario.language.grammar.ScenarioKeys;
import io.biplane.scenario.language.grammar.StepKeys;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.MapShape;
import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.schema.SectionShape;
import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.model.ClusterSpec;
import io.biplane.scenario.model.DiskSpec;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.NetworkSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.model.Variant;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.TimelineStep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Binds a whole scenario file. One instance a binding. */
public final class ScenarioBinder {
    /**
     * Time after the last timed step, and shortest horizon, when the file names none. Our choice.
     */
    private static final long TAIL_NANOS = 20_000_000_000L;

    private static final long HORIZON_NANOS_MIN = 60_000_000_000L;

    private final ReadContext context;
    private final Identity identity;

    /**
     * What the file itself does not say.
     *
     * @param name of the scenario
     * @param seed of this run
     * @param variant this run's
     * @param variantLabels of all variants, for scopes that name one
     */
    public record Identity(String name, long seed, Variant variant, List<String> variantLabels) {}

    /** A binding that leaves its problems in {@code context}, whose seed is the identity's. */
    public ScenarioBinder(Identity identity, ReadContext context) {
        this.identity = identity;
        this.context = context;
    }

    /**
     * The file without anything random and with single steps only; itself a valid scenario file.
     */
    public Tree expand(Tree tree) {
        return Drawing.draw(tree, context);
    }

    /**
     * The scenario; empty when the file is too broken to look further. With problems in the
     * context, not to be run.
     */
    public Optional<Scenario> bind(Tree expanded) {
        return ScenarioKeys.SCENARIO.read(expanded, context).map(fields -> bind(fields, expanded));
    }

    private Scenario bind(Fields fields, Tree tree) {
        List<MapShape.Named<String, Fields>> clusterFields =
                fields.optional(ScenarioKeys.CLUSTERS).orElse(List.of());
        clusterFields.stream()
                .skip(1)
                .forEach(second -> context.report(
                        second.mark(),
                        Problem.Kind.MEANING,
                        "this release simulates one cluster a scenario, and '" + second.key()
                                + "' is another"));
        ClusterNames names = clusterFields.stream()
                .findFirst()
                .map(entry -> ClusterNames.of(entry, tree))
                .orElse(ClusterNames.UNKNOWN);
        ClusterBinder clusterBinder = new ClusterBinder(context);
        List<ClusterSpec> clusters = clusterFields.stream()
                .limit(1)
                .flatMap(entry -> clusterBinder.bind(entry, names).stream())
                .toList();
        long horizonNanos = horizonNanos(fields);
        Known known = new Known(
                clusters.stream().findFirst(),
                names,
                tree.at(ScenarioKeys.LOAD.name()).map(Tree::keys).orElse(List.of()),
                List.of(),
                stepNames(tree),
                context);
        LoadBinder loadBinder = new LoadBinder(known, horizonNanos);
        List<LoadSpec> loads = fields.optional(ScenarioKeys.LOAD).orElse(List.of()).stream()
                .flatMap(entry -> loadBinder.bind(entry).stream())
                .toList();
        Known all = known.withLoads(loads);
        List<TimelineStep> timeline = timeline(fields, all, horizonNanos);
        Expectations expectations = new ExpectBinder(
                        all, identity.variantLabels(), identity.variant().label())
                .bind(
                        fields.optional(ScenarioKeys.EXPECT).orElse(ExpectShape.EXPECT.sample()),
                        fields.mark(ScenarioKeys.TITLE));
        Omission omission = Omission.of(timeline, fields.optional(ScenarioKeys.FAULTS));
        return new Scenario(
                identity.name(),
                fields.value(ScenarioKeys.TITLE),
                fields.optional(ScenarioKeys.DESCRIPTION).orElse(""),
                identity.seed(),
                identity.variant(),
                horizonNanos,
                clusters,
                network(section(fields, ScenarioKeys.NETWORK, EnvironmentKeys.NETWORK)),
                new ClockBinder(context)
                        .bind(
                                section(fields, ScenarioKeys.CLOCKS, EnvironmentKeys.CLOCKS),
                                clusters),
                new DiskSpec(section(fields, ScenarioKeys.DISK, EnvironmentKeys.DISK)
                        .value(EnvironmentKeys.SYNC)),
                loads,
                omission.timeline(),
                omission.expectations(expectations),
                omission.omitted(expectations),
                fields.mark(ScenarioKeys.TITLE));
    }

    private static Fields section(Fields fields, Key<Fields> key, SectionShape shape) {
        return fields.optional(key).orElse(shape.sample());
    }

    private List<TimelineStep> timeline(Fields fields, Known known, long horizonNanos) {
        List<Fields> steps = fields.optional(ScenarioKeys.TIMELINE).orElse(List.of());
        List<TimelineStep> timeline = new TimelineBinder(known).bind(steps);
        boolean horizonKnown = !fields.isBroken(ScenarioKeys.HORIZON);
        TimelineCheck check =
                new TimelineCheck(timeline, horizonKnown ? horizonNanos : Long.MAX_VALUE, context);
        check.checkEach();
        if (!fields.isBroken(ScenarioKeys.TIMELINE) && known.cluster().isPresent()) {
            check.checkWhole(known.cluster().get());
        }
        return timeline;
    }

    private static long horizonNanos(Fields fields) {
        return fields.optional(ScenarioKeys.HORIZON)
                .orElseGet(() -> Math.max(
                        HORIZON_NANOS_MIN,
                        fields.optional(ScenarioKeys.TIMELINE).orElse(List.of()).stream()
                                        .mapToLong(ScenarioBinder::endNanos)
                                        .max()
                                        .orElse(0)
                                + TAIL_NANOS));
    }

    private static long endNanos(Fields step) {
        return step.optional(StepKeys.AT).orElse(0L)
                + step.optional(StepKeys.FOR).orElse(0L);
    }

    /** Ids, groups and verbs of all steps that have them, bound or not. */
    private List<String> stepNames(Tree tree) {
        List<Tree> steps = tree.at(ScenarioKeys.TIMELINE.name())
                .filter(Tree.Sequence.class::isInstance)
                .map(sequence -> ((Tree.Sequence) sequence).items())
                .orElse(List.of());
        List<String> ids = new ArrayList<>();
        for (Tree step : steps) {
            StepIds.written(step).ifPresent(id -> addId(id, step, ids));
        }
        return Stream.of(
                        ids.stream(),
                        ids.stream().map(StepIds::group),
                        steps.stream().flatMap(step -> StepIds.verb(step).stream()))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    private void addId(String id, Tree step, List<String> ids) {
        SourcePosition mark =
                ((Tree.Mapping) step).get(StepKeys.ID.name()).map(Tree::mark).orElse(step.mark());
        if (ids.contains(id)) {
            context.report(mark, Problem.Kind.MEANING, "two steps have the id '" + id + "'");
        }
        ids.add(id);
    }

    private static NetworkSpec network(Fields fields) {
        return new NetworkSpec(
                fields.value(EnvironmentKeys.WITHIN_ZONE),
                fields.value(EnvironmentKeys.BETWEEN_ZONES),
                fields.value(EnvironmentKeys.BETWEEN_REGIONS),
                fields.value(EnvironmentKeys.CLIENTS),
                fields.value(EnvironmentKeys.LOSS));
    }
}

package io.biplane.scenario.language.grammar;

import static io.biplane.scenario.language.schema.Key.optional;
import static io.biplane.scenario.language.schema.Key.required;

import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.ListShape;
import io.biplane.scenario.language.schema.MapShape;
import io.biplane.scenario.language.schema.SectionShape;
import io.biplane.scenario.language.types.Names;
import io.biplane.scenario.language.types.Quantities;

import java.util.List;

/** Keys of a scenario file. */
public final class ScenarioKeys {
    public static final Key<String> TITLE =
            required("scenario", Names.TEXT, "Title, one line: what the scenario shows.");
    public static final Key<String> DESCRIPTION =
            optional("description", Names.TEXT, "Free text for the report.");
    public static final Key<Long> SEED = optional(
            "seed",
            Quantities.SEED,
            "Seed of every random draw; --seed and BIPLANE_SEED go before it. Without any, 1.");
    public static final Key<Long> HORIZON = optional(
            "horizon",
            Quantities.DURATION,
            "Virtual end of the run; by default 20s after the last step that has a time, and at "
                    + "least 60s.");
    public static final Key<List<MapShape.Named<String, Fields>>> CLUSTERS = required(
            "clusters",
            new MapShape<>(Names.NAME_TYPE, ClusterKeys.CLUSTER, 1),
            "Clusters by name; one in this release.");
    public static final Key<Fields> NETWORK =
            optional("network", EnvironmentKeys.NETWORK, "Latencies and loss.");
    public static final Key<Fields> CLOCKS =
            optional("clocks", EnvironmentKeys.CLOCKS, "Offsets and drifts of clocks.");
    public static final Key<Fields> DISK = optional("disk", EnvironmentKeys.DISK, "Disks.");
    public static final Key<List<MapShape.Named<String, Fields>>> LOAD = optional(
            "load",
            new MapShape<>(Names.NAME_TYPE, LoadKeys.LOAD, 0),
            "Loads by name; the name is the first word of their metrics.");
    public static final Key<List<Fields>> TIMELINE =
            optional("timeline", ListShape.of(StepKeys.STEP, 0), "What happens, step by step.");
    public static final Key<List<String>> FAULTS = optional(
            "faults",
            FaultFilter.TYPE,
            "Which verbs of the timeline are carried out: none, or verbs separated by commas; all "
                    + "when left out. Steps that wait for or heal one left out go too, and "
                    + "expectations about it, and 'sometimes'. compare: { faults: [none, kill] } "
                    + "runs the control experiment beside the experiment.");
    public static final Key<List<MapShape.Named<String, List<String>>>> COMPARE = optional(
            "compare",
            new MapShape<>(Names.PATH, ListShape.of(Names.TEXT, 2), 0),
            "Keys by path, each with values to try: the scenario runs once for each combination, "
                    + "and the report shows them"
                    + " side by side. At most 8 combinations.");
    public static final Key<ExpectShape.Expected> EXPECT = optional(
            "expect",
            ExpectShape.EXPECT,
            "What has to hold. raft_safety, single_leaseholder and tenant_isolation are always "
                    + "checked.");

    /** A whole file. */
    public static final SectionShape SCENARIO = SectionShape.of(
            "scenario",
            "A scenario file. All times are virtual and count from the moment the cluster is up "
                    + "and the loads' tables are filled.",
            TITLE,
            DESCRIPTION,
            SEED,
            HORIZON,
            CLUSTERS,
            NETWORK,
            CLOCKS,
            DISK,
            LOAD,
            TIMELINE,
            FAULTS,
            COMPARE,
            EXPECT);

    /** Largest number of combinations of {@code compare}. */
    public static final int VARIANTS_MAX = 8;

    private ScenarioKeys() {}
}

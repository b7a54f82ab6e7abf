package io.biplane.scenario.language.grammar;

import static io.biplane.scenario.language.schema.Key.defaulted;
import static io.biplane.scenario.language.schema.Key.optional;
import static io.biplane.scenario.language.schema.Key.required;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.random.Latency;
import io.biplane.scenario.language.schema.Drawable;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.ListShape;
import io.biplane.scenario.language.types.Names;
import io.biplane.scenario.language.types.Quantities;
import io.biplane.scenario.language.types.Targets;
import io.biplane.scenario.timeline.AdminVerb;
import io.biplane.scenario.timeline.MachineFault;
import io.biplane.scenario.timeline.NetworkFault;
import io.biplane.scenario.timeline.ProcessVerb;
import io.biplane.scenario.timeline.RangeRef;
import io.biplane.scenario.timeline.Refusal;
import io.biplane.scenario.timeline.Remedy;
import io.biplane.scenario.timeline.Target;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The verbs of the timeline and their keys. */
public final class VerbKeys {
    private static final ListShape<Target> NODES_SHAPE =
            ListShape.oneOrMore(new Drawable<>(Targets.TARGET));

    public static final Key<List<Target>> NODE =
            required("node", NODES_SHAPE, "Node or nodes it acts on.");
    public static final Key<ClusterVersion> VERSION =
            required("version", Names.VERSION, "Release of the new binary.");
    public static final Key<Refusal> EXPECT_ERROR = optional(
            "expect_error",
            Names.REFUSAL,
            "It has to be refused, with this SQLSTATE or a message that contains this text; the "
                    + "run fails otherwise.");

    public static final Key<Long> WAIT = defaulted(
            "wait", Quantities.DURATION, "10m", "Longest time for the whole drain (--drain-wait).");
    public static final Key<Boolean> SHUTDOWN = defaulted(
            "shutdown",
            Names.BOOLEAN,
            "false",
            "Whether the process ends after the drain (--shutdown).");
    public static final VerbShape DRAIN = VerbShape.withShorthand(
            ProcessVerb.Drain.FACTS,
            "Moves sessions, then leases and leaderships, off a node, virtual clusters first. The "
                    + "node stays up.",
            NODE,
            WAIT,
            SHUTDOWN);

    public static final Key<ClusterVersion> OTHER_VERSION = optional(
            "version", Names.VERSION, "Release of the binary it boots; the one it had by default.");
    public static final VerbShape RESTART = VerbShape.withShorthand(
            ProcessVerb.Restart.FACTS,
            "Ends the process if it still runs, at once, and boots the node.",
            NODE,
            OTHER_VERSION,
            EXPECT_ERROR);

    public static final VerbShape STOP = VerbShape.withShorthand(
            ProcessVerb.Stop.FACTS, "SIGTERM: the node drains, then its process ends.", NODE);
    public static final VerbShape KILL = VerbShape.withShorthand(
            ProcessVerb.Kill.FACTS,
            "SIGKILL: the process is gone; what it had written stays.",
            NODE);
    public static final VerbShape POWER_OFF = VerbShape.withShorthand(
            ProcessVerb.PowerOff.FACTS,
            "The machine is gone, and with it every write that was not synced.",
            NODE);
    public static final VerbShape PAUSE = VerbShape.withShorthand(
            MachineFault.Pause.FACTS,
            "SIGSTOP: the process stands still, and packets for it wait.",
            NODE);
    public static final VerbShape RESUME =
            VerbShape.withShorthand(Remedy.Resume.FACTS, "Ends a pause.", NODE);

    public static final Key<List<List<Target>>> BETWEEN = required(
            "between",
            ListShape.of(NODES_SHAPE, 2),
            "Sides; no packet passes between any two of them. 'others' stands for all nodes not "
                    + "named.");
    public static final VerbShape PARTITION = VerbShape.withShorthand(
            NetworkFault.Partition.FACTS,
            "Cuts the network between groups of nodes, both ways. Clients still reach every node.",
            BETWEEN);

    public static final Key<List<Target>> FROM =
            required("from", NODES_SHAPE, "Nodes whose packets are affected.");
    public static final Key<List<Target>> TO =
            required("to", NODES_SHAPE, "Nodes that do not get them.");
    public static final VerbShape ONE_WAY = VerbShape.of(
            NetworkFault.OneWay.FACTS,
            "Loses all packets from some nodes to others; the way back stays open.",
            FROM,
            TO);
    public static final VerbShape ISOLATE = VerbShape.withShorthand(
            NetworkFault.Isolate.FACTS, "Cuts a node off from everything, clients included.", NODE);

    public static final Key<List<Target>> OTHER_SIDE =
            defaulted("to", NODES_SHAPE, "others", "Nodes on the other side.");
    public static final Key<Latency.Uniform> EXTRA =
            defaulted("extra", Quantities.LATENCY, "0ms", "Latency added to each packet.");
    public static final Key<Double> LOSS =
            defaulted("loss", Quantities.SHARE, "0%", "Share of packets lost and sent again.");
    public static final VerbShape SLOW_NETWORK = VerbShape.of(
            NetworkFault.SlowNetwork.FACTS,
            "Makes links slow or lossy, both ways.",
            FROM,
            OTHER_SIDE,
            EXTRA,
            LOSS);

    public static final Key<String> STEP = optional(
            "step",
            Names.STEP_ID,
            "Id of the step whose fault ends; by default every lasting fault ends.");
    public static final VerbShape HEAL = VerbShape.withShorthand(
            Remedy.Heal.FACTS,
            "Ends faults of network, disk, processor and clock, and pauses.",
            STEP);

    public static final Key<Latency.Uniform> SYNC =
            required("sync", Quantities.LATENCY, "Time each sync takes.");
    public static final VerbShape SLOW_DISK =
            VerbShape.of(MachineFault.SlowDisk.FACTS, "Makes syncs slow.", NODE, SYNC);
    public static final VerbShape DISK_STALL = VerbShape.withShorthand(
            MachineFault.DiskStall.FACTS, "No sync completes until healed.", NODE);
    public static final Key<Double> FACTOR = required(
            "factor", new Drawable<>(Quantities.FACTOR), "How many times as long all work takes.");
    public static final VerbShape SLOW_CPU =
            VerbShape.of(MachineFault.SlowCpu.FACTS, "Makes processors slow.", NODE, FACTOR);
    public static final Key<Long> BY =
            required("by", new Drawable<>(Quantities.SIGNED_DURATION), "How far the clock jumps.");
    public static final VerbShape CLOCK_JUMP = VerbShape.of(
            MachineFault.ClockJump.FACTS,
            "Moves a clock at once; healed by the opposite jump.",
            NODE,
            BY);
    public static final Key<Double> DRIFT = required(
            "drift", new Drawable<>(Quantities.PPM), "Rate by which the clock runs fast or slow.");
    public static final VerbShape CLOCK_SKEW = VerbShape.of(
            MachineFault.ClockSkew.FACTS, "Makes a clock run fast or slow.", NODE, DRIFT);

    public static final Key<String> VIRTUAL_CLUSTER =
            defaulted("virtual_cluster", Names.NAME_TYPE, "main", "Virtual cluster it acts on.");
    public static final VerbShape CRASH_TENANT = VerbShape.of(
            ProcessVerb.CrashTenant.FACTS,
            "Makes the SQL server of one virtual cluster on a node fail; its supervisor starts it "
                    + "again.",
            NODE,
            VIRTUAL_CLUSTER);

    public static final VerbShape UPGRADE_BINARY = VerbShape.of(
            ProcessVerb.UpgradeBinary.FACTS,
            "Drains a node, stops it, and boots it with a newer binary; several nodes one after "
                    + "another.",
            NODE,
            VERSION,
            EXPECT_ERROR);
    public static final VerbShape ROLLBACK = VerbShape.of(
            ProcessVerb.Rollback.FACTS,
            "Drains a node, stops it, and boots it with an older binary; several nodes one after "
                    + "another.",
            NODE,
            VERSION,
            EXPECT_ERROR);

    public static final Key<String> FINALIZED = required(
            "virtual_cluster",
            Names.NAME_TYPE,
            "Virtual cluster whose version is set: system or an application's.");
    public static final Key<ClusterVersion> FINAL_VERSION =
            required("version", Names.VERSION, "Version it is finalized to.");
    public static final VerbShape FINALIZE = VerbShape.of(
            AdminVerb.Finalize.FACTS,
            "Sets the active version of one virtual cluster (SET CLUSTER SETTING version).",
            FINALIZED,
            FINAL_VERSION,
            EXPECT_ERROR);

    public static final Key<String> SETTING =
            required("setting", Names.SETTING, "Name of the cluster setting.");
    public static final Key<String> VALUE = required("value", Names.TEXT, "Its new value.");
    public static final Key<String> SQL_CLUSTER = defaulted(
            "virtual_cluster",
            Names.NAME_TYPE,
            "system",
            "Virtual cluster it connects to: system or an application's.");
    public static final VerbShape SET_SETTING = VerbShape.of(
            AdminVerb.SetSetting.FACTS,
            "Sets a cluster setting (SET CLUSTER SETTING).",
            SETTING,
            VALUE,
            SQL_CLUSTER,
            EXPECT_ERROR);

    public static final Key<String> STATEMENT =
            required("statement", Names.TEXT, "One SQL statement.");
    public static final Key<List<List<String>>> ROWS = optional(
            "rows",
            ListShape.of(ListShape.oneOrMore(Names.TEXT), 0),
            "Rows it has to give, in order, as text; the run fails otherwise.");
    public static final VerbShape SQL = VerbShape.withShorthand(
            AdminVerb.Sql.FACTS,
            "Runs a statement in an administrator's own session.",
            STATEMENT,
            SQL_CLUSTER,
            ROWS,
            EXPECT_ERROR);

    public static final Key<RangeRef> RANGE =
            required("range", new Drawable<>(Targets.RANGE), "Range it acts on.");
    public static final Key<Target> TO_NODE =
            required("to", new Drawable<>(Targets.TARGET), "Node that shall have it.");
    public static final VerbShape TRANSFER_LEASE = VerbShape.of(
            AdminVerb.TransferLease.FACTS,
            "Asks a leaseholder to hand its lease to another node.",
            RANGE,
            TO_NODE);
    public static final VerbShape TRANSFER_LEADERSHIP = VerbShape.of(
            AdminVerb.TransferLeadership.FACTS,
            "Asks a Raft leader to hand leadership to another node; the lease stays.",
            RANGE,
            TO_NODE);

    /** What somebody does to a cluster that is well, in the order of the reference. */
    public static final List<VerbShape> OPERATIONS = List.of(
            DRAIN,
            RESTART,
            STOP,
            UPGRADE_BINARY,
            ROLLBACK,
            FINALIZE,
            SET_SETTING,
            SQL,
            TRANSFER_LEASE,
            TRANSFER_LEADERSHIP);

    /** Faults and what ends them, in the order of the reference. */
    public static final List<VerbShape> FAULTS = List.of(
            KILL,
            POWER_OFF,
            PAUSE,
            RESUME,
            PARTITION,
            ONE_WAY,
            ISOLATE,
            SLOW_NETWORK,
            SLOW_DISK,
            DISK_STALL,
            SLOW_CPU,
            CLOCK_JUMP,
            CLOCK_SKEW,
            CRASH_TENANT,
            HEAL);

    /** All verbs: operations, then faults. */
    public static final List<VerbShape> VERBS =
            Stream.concat(OPERATIONS.stream(), FAULTS.stream()).toList();

    private VerbKeys() {}

    /** The verbs' words. */
    public static List<String> words() {
        return VERBS.stream().map(VerbShape::word).toList();
    }

    /** Words of the verbs that take {@code for}: of what they leave something can be ended. */
    public static List<String> wordsWithFor() {
        return VERBS.stream()
                .filter(verb -> verb.facts().takesFor())
                .map(VerbShape::word)
                .toList();
    }

    /** The key of a step under which a verb stands. */
    public static Key<Fields> key(VerbShape verb) {
        return optional(verb.word(), verb.section(), verb.section().doc());
    }

    /** One key a verb, for the step's section. */
    static List<Key<?>> asKeys() {
        List<Key<?>> keys = new ArrayList<>();
        VERBS.forEach(verb -> keys.add(key(verb)));
        return keys;
    }
}

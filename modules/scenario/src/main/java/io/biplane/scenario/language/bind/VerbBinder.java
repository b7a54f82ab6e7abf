package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.grammar.VerbKeys;
import io.biplane.scenario.language.grammar.VerbShape;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.model.Setting;
import io.biplane.scenario.timeline.AdminVerb;
import io.biplane.scenario.timeline.MachineFault;
import io.biplane.scenario.timeline.NetworkFault;
import io.biplane.scenario.timeline.ProcessVerb;
import io.biplane.scenario.timeline.Remedy;
import io.biplane.scenario.timeline.Target;
import io.biplane.scenario.timeline.Verb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Binds a verb's fields to its record, and checks the names in it. One entry a verb. */
final class VerbBinder {
    private final Known known;
    private final Map<String, Function<Fields, Verb>> binders = new LinkedHashMap<>();

    VerbBinder(Known known) {
        this.known = known;
        addOperations();
        addVersions();
        addProcessFaults();
        addNetworkFaults();
        addMachineFaults();
    }

    /** The verbs that can be bound; a test compares them with the language's. */
    List<String> words() {
        return List.copyOf(binders.keySet());
    }

    /** The verb's record. */
    Verb bind(String word, Fields fields) {
        return binders.get(word).apply(fields);
    }

    private void add(VerbShape verb, Function<Fields, Verb> binder) {
        binders.put(verb.word(), binder);
    }

    private void addOperations() {
        add(
                VerbKeys.DRAIN,
                fields -> new ProcessVerb.Drain(
                        nodes(fields),
                        fields.value(VerbKeys.WAIT),
                        fields.value(VerbKeys.SHUTDOWN)));
        add(
                VerbKeys.RESTART,
                fields -> new ProcessVerb.Restart(
                        nodes(fields),
                        fields.optional(VerbKeys.OTHER_VERSION),
                        fields.optional(VerbKeys.EXPECT_ERROR)));
        add(VerbKeys.STOP, fields -> new ProcessVerb.Stop(nodes(fields)));
        add(VerbKeys.SET_SETTING, this::setSetting);
        add(
                VerbKeys.SQL,
                fields -> new AdminVerb.Sql(
                        virtualCluster(fields, VerbKeys.SQL_CLUSTER),
                        fields.value(VerbKeys.STATEMENT),
                        fields.optional(VerbKeys.ROWS),
                        fields.optional(VerbKeys.EXPECT_ERROR)));
        add(VerbKeys.TRANSFER_LEASE, fields -> {
            known.checkRange(fields.value(VerbKeys.RANGE), fields.mark(VerbKeys.RANGE));
            return new AdminVerb.TransferLease(fields.value(VerbKeys.RANGE), node(fields));
        });
        add(VerbKeys.TRANSFER_LEADERSHIP, fields -> {
            known.checkRange(fields.value(VerbKeys.RANGE), fields.mark(VerbKeys.RANGE));
            return new AdminVerb.TransferLeadership(fields.value(VerbKeys.RANGE), node(fields));
        });
    }

    private Verb setSetting(Fields fields) {
        AdminVerb.SetSetting verb = new AdminVerb.SetSetting(
                virtualCluster(fields, VerbKeys.SQL_CLUSTER),
                fields.value(VerbKeys.SETTING),
                fields.value(VerbKeys.VALUE),
                fields.optional(VerbKeys.EXPECT_ERROR));
        if (verb.refusal().isEmpty()) {
            Setting setting =
                    new Setting(verb.setting(), verb.value(), fields.mark(VerbKeys.SETTING));
            new SettingCheck(known.context()).check(setting, verb.virtualCluster());
        }
        return verb;
    }

    private void addVersions() {
        add(
                VerbKeys.UPGRADE_BINARY,
                fields -> new ProcessVerb.UpgradeBinary(
                        nodes(fields),
                        fields.value(VerbKeys.VERSION),
                        fields.optional(VerbKeys.EXPECT_ERROR)));
        add(
                VerbKeys.ROLLBACK,
                fields -> new ProcessVerb.Rollback(
                        nodes(fields),
                        fields.value(VerbKeys.VERSION),
                        fields.optional(VerbKeys.EXPECT_ERROR)));
        add(
                VerbKeys.FINALIZE,
                fields -> new AdminVerb.Finalize(
                        virtualCluster(fields, VerbKeys.FINALIZED),
                        fields.value(VerbKeys.FINAL_VERSION),
                        fields.optional(VerbKeys.EXPECT_ERROR)));
    }

    private void addProcessFaults() {
        add(VerbKeys.KILL, fields -> new ProcessVerb.Kill(nodes(fields)));
        add(VerbKeys.POWER_OFF, fields -> new ProcessVerb.PowerOff(nodes(fields)));
        add(VerbKeys.PAUSE, fields -> new MachineFault.Pause(nodes(fields)));
        add(VerbKeys.RESUME, fields -> new Remedy.Resume(nodes(fields)));
        add(
                VerbKeys.CRASH_TENANT,
                fields -> new ProcessVerb.CrashTenant(
                        nodes(fields), virtualCluster(fields, VerbKeys.VIRTUAL_CLUSTER)));
    }

    private void addNetworkFaults() {
        add(VerbKeys.PARTITION, fields -> {
            List<List<Target>> sides = fields.value(VerbKeys.BETWEEN);
            sides.forEach(side -> side.forEach(known::checkTarget));
            return new NetworkFault.Partition(sides);
        });
        add(
                VerbKeys.ONE_WAY,
                fields -> new NetworkFault.OneWay(
                        targets(fields, VerbKeys.FROM), targets(fields, VerbKeys.TO)));
        add(VerbKeys.ISOLATE, fields -> new NetworkFault.Isolate(nodes(fields)));
        add(
                VerbKeys.SLOW_NETWORK,
                fields -> new NetworkFault.SlowNetwork(
                        targets(fields, VerbKeys.FROM),
                        targets(fields, VerbKeys.OTHER_SIDE),
                        fields.value(VerbKeys.EXTRA),
                        fields.value(VerbKeys.LOSS)));
        add(VerbKeys.HEAL, fields -> {
            Optional<String> step =
                    fields.optional(VerbKeys.STEP).filter(name -> !name.equals("all"));
            step.ifPresent(name -> known.checkStep(name, fields.mark(VerbKeys.STEP)));
            return new Remedy.Heal(step);
        });
    }

    private void addMachineFaults() {
        add(
                VerbKeys.SLOW_DISK,
                fields -> new MachineFault.SlowDisk(nodes(fields), fields.value(VerbKeys.SYNC)));
        add(VerbKeys.DISK_STALL, fields -> new MachineFault.DiskStall(nodes(fields)));
        add(
                VerbKeys.SLOW_CPU,
                fields -> new MachineFault.SlowCpu(nodes(fields), fields.value(VerbKeys.FACTOR)));
        add(
                VerbKeys.CLOCK_JUMP,
                fields -> new MachineFault.ClockJump(nodes(fields), fields.value(VerbKeys.BY)));
        add(
                VerbKeys.CLOCK_SKEW,
                fields -> new MachineFault.ClockSkew(nodes(fields), fields.value(VerbKeys.DRIFT)));
    }

    private List<Target> nodes(Fields fields) {
        return targets(fields, VerbKeys.NODE);
    }

    private List<Target> targets(Fields fields, Key<List<Target>> key) {
        List<Target> targets = fields.value(key);
        targets.forEach(known::checkTarget);
        return targets;
    }

    private Target node(Fields fields) {
        Target target = fields.value(VerbKeys.TO_NODE);
        known.checkTarget(target);
        return target;
    }

    private String virtualCluster(Fields fields, Key<String> key) {
        String name = fields.value(key);
        known.checkVirtualCluster(name, fields.mark(key));
        return name;
    }
}

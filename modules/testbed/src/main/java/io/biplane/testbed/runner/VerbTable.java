package io.biplane.testbed.runner;

import io.biplane.scenario.timeline.AdminVerb;
import io.biplane.scenario.timeline.MachineFault;
import io.biplane.scenario.timeline.NetworkFault;
import io.biplane.scenario.timeline.ProcessVerb;
import io.biplane.scenario.timeline.Remedy;
import io.biplane.scenario.timeline.Verb;
import io.biplane.testbed.runner.VerbExecutor.Firing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who carries out which verb: one entry a verb of the language. A test holds it to the sealed type. */
final class VerbTable {
    private final Map<Class<? extends Verb>, Executor<?>> executors = new LinkedHashMap<>();

    /** Carries out one verb: begins what it does, and tells the firing's progress how it goes on. */
    interface Executor<V extends Verb> {
        void begin(V verb, Firing firing);
    }

    VerbTable(NodeVerbs nodes, AdminVerbs admin, FaultVerbs faults, LastingFaults lasting) {
        add(ProcessVerb.Drain.class, nodes::drain);
        add(ProcessVerb.Restart.class, nodes::restart);
        add(ProcessVerb.Stop.class, nodes::stop);
        add(ProcessVerb.UpgradeBinary.class, nodes::upgrade);
        add(ProcessVerb.Rollback.class, nodes::rollback);
        add(ProcessVerb.Kill.class, nodes::kill);
        add(ProcessVerb.PowerOff.class, nodes::powerOff);
        add(ProcessVerb.CrashTenant.class, nodes::crashTenant);

        add(AdminVerb.Finalize.class, admin::finalizeVersion);
        add(AdminVerb.SetSetting.class, admin::set);
        add(AdminVerb.Sql.class, admin::sql);
        add(AdminVerb.TransferLease.class, admin::transferLease);
        add(AdminVerb.TransferLeadership.class, admin::transferLeadership);

        add(NetworkFault.Partition.class, faults::partition);
        add(NetworkFault.OneWay.class, faults::oneWay);
        add(NetworkFault.Isolate.class, faults::isolate);
        add(NetworkFault.SlowNetwork.class, faults::slowNetwork);
        add(MachineFault.Pause.class, faults::pause);
        add(MachineFault.SlowDisk.class, faults::slowDisk);
        add(MachineFault.DiskStall.class, faults::stallDisk);
        add(MachineFault.SlowCpu.class, faults::slowCpu);
        add(MachineFault.ClockJump.class, faults::jumpClock);
        add(MachineFault.ClockSkew.class, faults::skewClock);

        add(Remedy.Heal.class, lasting::heal);
        add(Remedy.Resume.class, lasting::resume);
    }

    private <V extends Verb> void add(Class<V> verb, Executor<V> executor) {
        executors.put(verb, executor);
    }

    /** Verbs that have an executor. */
    List<Class<? extends Verb>> verbs() {
        return List.copyOf(executors.keySet());
    }

    /** Begins the step's verb. */
    void begin(Firing firing) {
        begin(firing.step().verb(), firing);
    }

    private <V extends Verb> void begin(V verb, Firing firing) {
        // Entries are put in by add alone, where key and executor are of one type.
        @SuppressWarnings("unchecked")
        Executor<V> executor = (Executor<V>) executors.get(verb.getClass());
        executor.begin(verb, firing);
    }
}

package io.biplane.testbed.runner;

import io.biplane.scenario.model.Verb;

import java.util.List;

/** What a step is called in rows, bands and tables. */
final class Labels {
    private Labels() {}

    /** Verb and nodes: {@code drain n3}, {@code partition n1 | n2,n3}, {@code finalize system 24.2}. */
    static String of(Verb verb, List<List<String>> sides) {
        if (verb instanceof Verb.Finalize finalize) {
            return "finalize " + finalize.virtualCluster() + " " + finalize.version();
        }
        if (verb instanceof Verb.SetSetting set) {
            return "set " + set.setting() + " in " + set.virtualCluster();
        }
        if (verb instanceof Verb.Sql sql) {
            return "sql in " + sql.virtualCluster();
        }
        if (verb instanceof Verb.CrashTenant crash) {
            return "crash_tenant " + crash.virtualCluster() + " on "
                    + String.join(",", sides.get(0));
        }
        if (verb instanceof Verb.UpgradeBinary upgrade) {
            return "upgrade " + String.join(",", sides.get(0)) + " to " + upgrade.version();
        }
        if (verb instanceof Verb.Rollback rollback) {
            return "rollback " + String.join(",", sides.get(0)) + " to " + rollback.version();
        }
        if (verb instanceof Verb.TransferLease transfer) {
            return "transfer_lease " + transfer.range() + " to " + sides.get(0).get(0);
        }
        if (verb instanceof Verb.TransferLeadership transfer) {
            return "transfer_leadership " + transfer.range() + " to "
                    + sides.get(0).get(0);
        }
        String joint = verb instanceof Verb.OneWay ? " > " : " | ";
        String nodes = String.join(
                joint, sides.stream().map(side -> String.join(",", side)).toList());
        return nodes.isEmpty() ? verb.name() : verb.name() + " " + nodes;
    }
}

package io.biplane.testbed.runner;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.scenario.timeline.AdminVerb;
import io.biplane.scenario.timeline.RangeRef;
import io.biplane.scenario.timeline.Refusal;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.session.Row;
import io.biplane.sql.session.StatementResult;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.runner.VerbExecutor.Firing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Verbs an administrator carries out by SQL or by the cluster's admin calls. */
final class AdminVerbs {
    private final World world;
    private final Targets targets;

    AdminVerbs(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
    }

    void transferLease(AdminVerb.TransferLease transfer, Firing firing) {
        move(transfer.range(), firing, world.cluster()::transferLease);
    }

    void transferLeadership(AdminVerb.TransferLeadership transfer, Firing firing) {
        move(transfer.range(), firing, world.cluster()::transferLeadership);
    }

    void finalizeVersion(AdminVerb.Finalize finalize, Firing firing) {
        run(
                finalize.virtualCluster(),
                "SET CLUSTER SETTING version = '" + finalize.version() + "'",
                Optional.empty(),
                firing);
    }

    void set(AdminVerb.SetSetting set, Firing firing) {
        run(
                set.virtualCluster(),
                "SET CLUSTER SETTING " + set.setting() + " = '" + set.value().replace("'", "''")
                        + "'",
                Optional.empty(),
                firing);
    }

    void sql(AdminVerb.Sql sql, Firing firing) {
        run(sql.virtualCluster(), sql.statement(), sql.rows(), firing);
    }

    private void move(RangeRef reference, Firing firing, BiConsumer<RangeId, NodeId> ask) {
        Optional<RangeDescriptor> range = targets.range(reference);
        if (range.isEmpty()) {
            firing.progress().check(Outcome.BROKEN, firing.demand(), "there is no such range");
        } else {
            String to = firing.nodes().get(0);
            ask.accept(range.get().id(), new NodeId(Integer.parseInt(to.substring(1))));
        }
        firing.progress().complete();
    }

    private void run(
            String virtualCluster,
            String statement,
            Optional<List<List<String>>> rows,
            Firing firing) {
        VerbExecutor.Progress progress = firing.progress();
        Optional<?> asked = world.cluster()
                .runSql(world.addressOf(virtualCluster), statement, result -> {
                    judge(result, rows, firing);
                    progress.complete();
                });
        if (asked.isEmpty()) {
            progress.check(Outcome.BROKEN, firing.demand(), "no node is up to run: " + statement);
            progress.complete();
        }
    }

    private static void judge(
            StatementResult result, Optional<List<List<String>>> rows, Firing firing) {
        VerbExecutor.Progress progress = firing.progress();
        String name = firing.demand();
        Optional<Refusal> refusal = firing.step().verb().refusal();
        if (refusal.isPresent()) {
            boolean asWanted = result.error()
                    .filter(error -> refusal.get().matches(error.code(), error.message()))
                    .isPresent();
            progress.check(
                    asWanted ? Outcome.HELD : Outcome.BROKEN,
                    name,
                    result.error().map(AdminVerbs::text).orElse("was not refused"));
        } else if (result.error().isPresent()) {
            progress.check(Outcome.BROKEN, name, text(result.error().get()));
        } else if (rows.isPresent()) {
            List<List<String>> seen = textRows(result);
            progress.check(
                    seen.equals(rows.get()) ? Outcome.HELD : Outcome.BROKEN,
                    name,
                    seen.equals(rows.get())
                            ? seen.size() + (seen.size() == 1 ? " row" : " rows") + " as expected"
                            : "rows were " + seen);
        }
    }

    private static String text(SqlError error) {
        String position = error.position() > 0 ? " at character " + error.position() : "";
        return "refused: " + error.code() + " " + error.message() + position
                + (error.hint().isEmpty() ? "" : " (" + error.hint() + ")");
    }

    private static List<List<String>> textRows(StatementResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : result.rows()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(row.isNull(i) ? "NULL" : String.valueOf(row.value(i)));
            }
            rows.add(values);
        }
        return rows;
    }
}

package io.biplane.testbed.runner;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.scenario.model.Refusal;
import io.biplane.scenario.model.TimelineStep;
import io.biplane.scenario.model.Verb;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.session.Row;
import io.biplane.sql.session.StatementResult;
import io.biplane.testbed.result.Outcome;

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

    void begin(TimelineStep step, List<List<String>> sides, VerbExecutor.Progress progress) {
        Verb verb = step.verb();
        if (verb instanceof Verb.TransferLease transfer) {
            move(step, targets.range(transfer.range()), sides.get(0).get(0), progress, true);
        } else if (verb instanceof Verb.TransferLeadership transfer) {
            move(step, targets.range(transfer.range()), sides.get(0).get(0), progress, false);
        } else if (verb instanceof Verb.Finalize finalize) {
            run(
                    step,
                    finalize.virtualCluster(),
                    "SET CLUSTER SETTING version = '" + finalize.version() + "'",
                    Optional.empty(),
                    progress);
        } else if (verb instanceof Verb.SetSetting set) {
            run(
                    step,
                    set.virtualCluster(),
                    "SET CLUSTER SETTING " + set.setting() + " = '"
                            + set.value().replace("'", "''") + "'",
                    Optional.empty(),
                    progress);
        } else {
            Verb.Sql sql = (Verb.Sql) verb;
            run(step, sql.virtualCluster(), sql.statement(), sql.rows(), progress);
        }
    }

    private void move(
            TimelineStep step,
            Optional<RangeDescriptor> range,
            String to,
            VerbExecutor.Progress progress,
            boolean lease) {
        if (range.isEmpty()) {
            progress.check(Outcome.BROKEN, "step " + step.id(), "there is no such range");
        } else {
            NodeId target = new NodeId(Integer.parseInt(to.substring(1)));
            BiConsumer<RangeDescriptor, NodeId> ask = lease
                    ? (descriptor, node) -> world.cluster().transferLease(descriptor.id(), node)
                    : (descriptor, node) ->
                            world.cluster().transferLeadership(descriptor.id(), node);
            ask.accept(range.get(), target);
        }
        progress.complete();
    }

    private void run(
            TimelineStep step,
            String virtualCluster,
            String statement,
            Optional<List<List<String>>> rows,
            VerbExecutor.Progress progress) {
        Optional<?> asked = world.cluster()
                .runSql(world.addressOf(virtualCluster), statement, result -> {
                    judge(step, result, rows, progress);
                    progress.complete();
                });
        if (asked.isEmpty()) {
            progress.check(
                    Outcome.BROKEN, "step " + step.id(), "no node is up to run: " + statement);
            progress.complete();
        }
    }

    private static void judge(
            TimelineStep step,
            StatementResult result,
            Optional<List<List<String>>> rows,
            VerbExecutor.Progress progress) {
        String name = "step " + step.id();
        Optional<Refusal> refusal = step.verb().refusal();
        if (refusal.isPresent()) {
            boolean asWanted = result.error()
                    .filter(error -> Refusals.matches(refusal.get(), error.code(), error.message()))
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

package io.biplane.sql.operator;

import io.biplane.base.key.Span;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.CountingTransaction;
import io.biplane.sql.exec.LeafState;
import io.biplane.sql.exec.LeafTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.flow.FlowBatch;
import io.biplane.sql.flow.FlowPort;
import io.biplane.sql.flow.FlowSpec;
import io.biplane.sql.flow.FlowStream;
import io.biplane.sql.flow.Piece;
import io.biplane.sql.operator.PlanExecutor.Outcome;
import io.biplane.sql.plan.Distribution;
import io.biplane.sql.plan.PhysicalPlan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One read plan run with the help of other instances; when they fail it, once more without. All its reads, here and elsewhere, are
 * made by leaves of the transaction, which adopts them when all went well, so that a failed attempt leaves no trace. State: what was
 * opened, and read elsewhere.
 */
final class DistributedRead {
    private final PhysicalPlan.Read plan;
    private final ExecContext context;
    private final FlowPort flows;
    private final LeafState state;
    private final LeafTransaction reads;
    private final List<Gathering> gatherings = new ArrayList<>();
    private final List<Span> readElsewhere = new ArrayList<>();

    private DistributedRead(
            PhysicalPlan.Read plan, ExecContext context, FlowPort flows, LeafState state) {
        this.plan = plan;
        this.context = context;
        this.flows = flows;
        this.state = state;
        this.reads = flows.leaf(state);
    }

    /** Runs {@code plan} wherever its rows are, if that is wanted, allowed, and more than one place. */
    static Promise<Outcome> execute(
            PhysicalPlan.Read plan, ExecContext context, ExecContext.Anywhere anywhere) {
        boolean isWanted = plan.distribution().applies(anywhere.mode());
        if (!isWanted || context.transaction().leaf().isEmpty()) {
            return here(plan, context);
        }
        FlowPort flows = anywhere.flows();
        return place(plan.distribution().fragments(), 0, new ArrayList<>(), context, flows)
                .flatMap(places -> {
                    boolean isAllHere = places.stream()
                            .allMatch(pieces -> pieces.stream().allMatch(Piece::isHere));
                    return isAllHere
                            ? here(plan, context)
                            : distribute(plan, context, flows, places);
                });
    }

    private static Promise<Outcome> here(PhysicalPlan.Read plan, ExecContext context) {
        ExecContext local = context.with(context.transaction(), ExecContext.Here.INSTANCE);
        return Operators.of(plan.root(), local).drain().map(Outcome::read);
    }

    /** The pieces of each fragment from the {@code index}-th on. */
    private static Promise<List<List<Piece>>> place(
            List<Distribution.Fragment> fragments,
            int index,
            List<List<Piece>> placed,
            ExecContext context,
            FlowPort flows) {
        if (index == fragments.size()) {
            return Promise.ready(placed);
        }
        var scan = fragments.get(index).scan();
        List<Span> spans = Spans.spans(scan.table(), scan.constraint(), context.eval());
        return flows.place(spans).flatMap(pieces -> {
            placed.add(pieces);
            return place(fragments, index + 1, placed, context, flows);
        });
    }

    private static Promise<Outcome> distribute(
            PhysicalPlan.Read plan, ExecContext context, FlowPort flows, List<List<Piece>> places) {
        LeafState state = context.transaction().leaf().orElseThrow();
        DistributedRead attempt = new DistributedRead(plan, context, flows, state);
        return attempt.run(places).recover(error -> {
            attempt.close();
            if (!isWorthRerunning(error)) {
                return Promise.failed(error);
            }
            flows.rerun(error);
            return here(plan, context);
        });
    }

    /**
     * Errors that come of having distributed: an instance that is going or gone, and values in doubt, which only the transaction
     * itself can settle. Source: CockroachDB reruns distributed queries locally on "flow retryable" and retryable SQL errors
     * ({@code sql.distsql.distributed_query_rerun_locally.enabled}).
     */
    private static boolean isWorthRerunning(SqlError error) {
        return error.state() == SqlState.INTERNAL_CONNECTION_FAILURE || error.isRetryable();
    }

    private Promise<Outcome> run(List<List<Piece>> places) {
        List<Distribution.Fragment> fragments = plan.distribution().fragments();
        for (int i = 0; i < fragments.size(); i++) {
            gatherings.add(gather(fragments.get(i), places.get(i)));
        }
        gatherings.forEach(Gathering::start);
        ExecContext gathered = context.with(
                new CountingTransaction(reads, context.work()),
                new ExecContext.Gathered(List.copyOf(gatherings)));
        return Operators.of(plan.root(), gathered).drain().map(rows -> {
            close();
            List<Span> spans = new ArrayList<>(readElsewhere);
            spans.addAll(reads.readSpans());
            context.transaction().adopt(state, spans);
            return Outcome.read(rows);
        });
    }

    /** One stream an instance, this one's included, each over its pieces in the order rows are wanted. */
    private Gathering gather(Distribution.Fragment fragment, List<Piece> pieces) {
        List<Piece> ordered = new ArrayList<>(pieces);
        if (fragment.scan().isReverse()) {
            Collections.reverse(ordered);
        }
        Map<Integer, List<Span>> byInstance = new LinkedHashMap<>();
        for (Piece piece : ordered) {
            byInstance
                    .computeIfAbsent(piece.instance(), key -> new ArrayList<>())
                    .add(piece.span());
        }
        Gathering gathering = new Gathering(fragment);
        Map<Integer, Integer> inputs = new LinkedHashMap<>();
        byInstance.forEach((instance, spans) ->
                inputs.put(instance, gathering.addInput(stream(fragment, instance, spans))));
        if (fragment.partial().isPresent()) {
            inputs.values().forEach(gathering::addStep);
        } else {
            ordered.forEach(piece -> gathering.addStep(inputs.get(piece.instance())));
        }
        return gathering;
    }

    private FlowStream stream(Distribution.Fragment fragment, int instance, List<Span> spans) {
        FlowSpec spec = new FlowSpec(
                fragment,
                spans,
                state,
                context.eval().parameters(),
                context.eval().nowMicros());
        if (instance == Piece.HERE) {
            return new FlowSource(spec, reads, context.eval().rowIds(), context.work());
        }
        context.work().addFlow();
        readElsewhere.addAll(spans);
        return new Counted(flows.open(instance, spec), context.work());
    }

    /** Counts what comes from elsewhere. */
    private record Counted(FlowStream inner, WorkCounters work) implements FlowStream {
        @Override
        public Promise<FlowBatch> next() {
            return inner.next().then(batch -> work.addFlowRows(batch.rows().size()));
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private void close() {
        gatherings.forEach(Gathering::close);
    }
}

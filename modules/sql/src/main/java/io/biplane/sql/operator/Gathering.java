package io.biplane.sql.operator;

import io.biplane.sql.exec.Promise;
import io.biplane.sql.flow.FlowBatch;
import io.biplane.sql.flow.FlowStream;
import io.biplane.sql.plan.Distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a fragment that several instances work on at once. All streams run ahead by a batch; rows come out step by step,
 * so that the order of keys stays. State: which step is being read.
 */
final class Gathering implements Operator {
    private final Distribution.Fragment fragment;
    private final List<Input> inputs = new ArrayList<>();
    /** Index into {@link #inputs} of who has each step, in the order rows are wanted. */
    private final List<Integer> owners = new ArrayList<>();

    private int step;

    /** One stream, and the batch it was asked for ahead of need. */
    private static final class Input {
        private final FlowStream stream;
        private Optional<Promise<FlowBatch>> ahead = Optional.empty();

        Input(FlowStream stream) {
            this.stream = stream;
        }

        Promise<FlowBatch> take() {
            Promise<FlowBatch> taken = ahead.orElseGet(stream::next);
            ahead = Optional.empty();
            return taken.then(batch -> {
                if (!batch.isLast()) {
                    ahead = Optional.of(stream.next());
                }
            });
        }

        void start() {
            ahead = Optional.of(stream.next());
        }
    }

    Gathering(Distribution.Fragment fragment) {
        this.fragment = fragment;
    }

    Distribution.Fragment fragment() {
        return fragment;
    }

    /** Adds a stream; the result names it for {@link #addStep}. */
    int addInput(FlowStream stream) {
        inputs.add(new Input(stream));
        return inputs.size() - 1;
    }

    /** The next step is this input's. */
    void addStep(int input) {
        owners.add(input);
    }

    /** Has all streams begin. */
    void start() {
        inputs.forEach(Input::start);
    }

    void close() {
        inputs.forEach(input -> input.stream.close());
    }

    @Override
    public Promise<RowBatch> next() {
        if (step == owners.size()) {
            return Promise.ready(RowBatch.END);
        }
        return inputs.get(owners.get(step)).take().map(batch -> {
            if (batch.endsStep()) {
                step++;
            }
            return new RowBatch(batch.rows(), step == owners.size());
        });
    }
}

package io.biplane.sql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class PromiseTest {
    private static final SqlError ERROR = SqlError.of(SqlState.DIVISION_BY_ZERO, "x");

    private final List<String> log = new ArrayList<>();

    @Test
    void when_aPromiseCompletes_then_callbacksRunInTheOrderTheyCame() {
        Promise<Integer> promise = Promise.pending();
        for (int i = 1; i <= 4; i++) {
            int number = i;
            promise.onComplete(outcome -> log.add("c" + number));
        }
        assertThat(log).isEmpty();
        promise.complete(1);
        assertThat(log).containsExactly("c1", "c2", "c3", "c4");
    }

    /**
     * A callback that completes another promise does not run that one's callbacks inside itself.
     */
    @Test
    void when_aCallbackCompletesAPromise_then_itsCallbacksRunAfterwards() {
        Promise<Integer> first = Promise.pending();
        Promise<Integer> second = Promise.pending();
        second.onComplete(outcome -> log.add("second"));
        first.onComplete(outcome -> {
            log.add("begin");
            second.complete(2);
            log.add("end");
        });
        first.complete(1);
        assertThat(log).containsExactly("begin", "end", "second");
    }

    @Test
    void when_aLoopRunsOverReadyPromises_then_theStackDoesNotGrow() {
        assertThat(countDown(1_000_000).outcome()).isEqualTo(new Promise.Success<>("done"));
    }

    private static Promise<String> countDown(int left) {
        return left == 0
                ? Promise.ready("done")
                : Promise.ready(left).flatMap(value -> countDown(value - 1));
    }

    @Test
    void when_aCallbackThrowsAnSqlError_then_theDerivedPromiseFailsAndTheRestIsSkipped() {
        Promise<Integer> promise = Promise.pending();
        Promise<Integer> derived = promise.<Integer>map(value -> {
                    throw new SqlException(ERROR);
                })
                .then(value -> log.add("skipped"))
                .flatMap(Promise::ready);
        promise.complete(1);
        assertThat(derived.outcome()).isEqualTo(new Promise.Failure<>(ERROR));
        assertThat(log).isEmpty();
    }

    @Test
    void when_aFailureIsRecovered_then_theReplacementCounts() {
        Promise<Integer> recovered = Promise.<Integer>failed(ERROR).recover(e -> Promise.ready(7));
        assertThat(recovered.outcome()).isEqualTo(new Promise.Success<>(7));
        assertThat(Promise.ready(1).recover(e -> Promise.ready(7)).outcome())
                .isEqualTo(new Promise.Success<>(1));
    }

    @Test
    void when_aPromiseCompletesTwice_then_thatIsABug() {
        Promise<Integer> promise = Promise.ready(1);
        assertThatThrownBy(() -> promise.complete(2)).isInstanceOf(InvariantViolation.class);
    }

    /** After a bug flew out of a callback the thread's queue must work again. */
    @Test
    void when_aCallbackHasABug_then_itFliesOutAndLaterPromisesStillWork() {
        Promise<Integer> promise = Promise.pending();
        promise.onComplete(outcome -> {
            throw new InvariantViolation("bug");
        });
        assertThatThrownBy(() -> promise.complete(1)).isInstanceOf(InvariantViolation.class);
        assertThat(Promise.ready(1).flatMap(v -> Promise.ready(v + 1)).outcome())
                .isEqualTo(new Promise.Success<>(2));
    }
}

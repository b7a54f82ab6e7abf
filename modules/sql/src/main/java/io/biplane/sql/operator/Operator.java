package io.biplane.sql.operator;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.Promise;

import java.util.ArrayList;
import java.util.List;

/**
 * Produces rows, batch by batch. At most one {@code next()} is outstanding; none follows the last
 * batch.
 */
interface Operator {
    /**
     * Most rows one operator may hold. Our choice: simulated tables are small, a runaway join is
     * not.
     */
    int HELD_ROWS_MAX = 1_000_000;

    Promise<RowBatch> next();

    /** All rows at once; 53200 if there are more than {@link #HELD_ROWS_MAX}. */
    default Promise<List<Object[]>> drain() {
        return drainInto(new ArrayList<>());
    }

    private Promise<List<Object[]>> drainInto(List<Object[]> held) {
        return next().flatMap(batch -> {
            held.addAll(batch.rows());
            checkHeld(held.size());
            return batch.isLast() ? Promise.ready(held) : drainInto(held);
        });
    }

    static void checkHeld(int rowCount) {
        if (rowCount > HELD_ROWS_MAX) {
            throw new SqlException(
                    SqlState.OUT_OF_MEMORY,
                    "more than " + HELD_ROWS_MAX + " rows held by one operator");
        }
    }
}

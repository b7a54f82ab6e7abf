package io.biplane.testbed.workload;

import io.biplane.base.random.SimRandom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Transfers between accounts, and reads of all of them, whose sum must never change. Source: {@code cockroach workload run bank}, whose
 * transfer is this one UPDATE with a CASE.
 */
public final class BankWorkload implements Workload {
    private static final String TRANSFER =
            "UPDATE bank SET balance = CASE id WHEN $1 THEN balance - $3 "
                    + "WHEN $2 THEN balance + $3 END WHERE id IN ($1, $2)";
    private static final String READ_ALL = "SELECT id, balance FROM bank ORDER BY id";
    private static final int ROWS_PER_INSERT = 50;

    private final Options options;

    /**
     * How the load looks.
     *
     * @param accounts number of accounts, at least 2
     * @param initialBalance what each account begins with
     * @param transferMax largest amount moved at once, at least 1
     * @param readPercent share of reads of all accounts, 0 to 100
     */
    public record Options(int accounts, long initialBalance, int transferMax, int readPercent) {
        public Options {
            if (accounts < 2 || transferMax < 1 || readPercent < 0 || readPercent > 100) {
                throw new IllegalArgumentException(
                        "bank needs accounts >= 2, transfer_max >= 1 and read_percent 0 to 100");
            }
        }
    }

    public BankWorkload(Options options) {
        this.options = options;
    }

    /** The sum every read must show. */
    public long total() {
        return options.accounts * options.initialBalance;
    }

    /** What each account began with, given the sum of all. */
    public static long initialBalance(int accounts, long total) {
        return total / accounts;
    }

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public List<String> schema() {
        return List.of("CREATE TABLE bank (id INT8 NOT NULL PRIMARY KEY, balance INT8 NOT NULL)");
    }

    @Override
    public List<Operation> initialRows() {
        List<Operation> inserts = new ArrayList<>();
        for (int from = 0; from < options.accounts; from += ROWS_PER_INSERT) {
            StringBuilder sql = new StringBuilder("INSERT INTO bank (id, balance) VALUES ");
            for (int id = from; id < Math.min(options.accounts, from + ROWS_PER_INSERT); id++) {
                sql.append(id == from ? "" : ", ").append('(').append(id).append(", ");
                sql.append(options.initialBalance).append(')');
            }
            inserts.add(Operation.write("insert", sql.toString(), List.of(), (long) from));
        }
        return inserts;
    }

    @Override
    public Operation next(int client, long number, SimRandom random) {
        if (random.nextInt(100) < options.readPercent) {
            return readAll("balance");
        }
        long from = random.nextInt(options.accounts);
        long to = (from + 1 + random.nextInt(options.accounts - 1)) % options.accounts;
        long amount = 1 + random.nextInt(options.transferMax);
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("from", from);
        value.put("to", to);
        value.put("amount", amount);
        return Operation.write("transfer", TRANSFER, List.of(from, to, amount), value);
    }

    @Override
    public List<Operation> finalReads() {
        return List.of(readAll("read-final"));
    }

    private static Operation readAll(String f) {
        return new Operation(f, false, READ_ALL, List.of(), List.of(), rows -> {
            List<Object> balances = new ArrayList<>(rows.size());
            for (List<Object> row : rows) {
                balances.add(List.of(row.get(0), row.get(1)));
            }
            return balances;
        });
    }
}

package io.biplane.testbed.workload;

import io.biplane.scenario.model.LoadSpec;

/** Workloads by the name scenario files use. */
public final class Workloads {
    /** What an account begins with. Source: our choice; the sum matters, not its size. */
    private static final long INITIAL_BALANCE = 1_000;
    /** Largest amount of a transfer. Source: {@code cockroach workload bank} draws below 1,000; ours keeps balances positive longer. */
    private static final int TRANSFER_MAX = 5;
    /** Share of audits in bank. Source: our choice, an audit reads every row. */
    private static final int BANK_READ_PERCENT = 10;

    private Workloads() {}

    /** The workload a load asks for. */
    public static Workload of(LoadSpec load) {
        return switch (load.workload()) {
            case KV ->
                new KvWorkload(new KvWorkload.Options(
                        load.keys(),
                        load.readPercent(),
                        load.spanPercent(),
                        Math.max(32, load.valueBytes())));
            case BANK ->
                new BankWorkload(new BankWorkload.Options(
                        load.accounts(), INITIAL_BALANCE, TRANSFER_MAX, BANK_READ_PERCENT));
        };
    }
}

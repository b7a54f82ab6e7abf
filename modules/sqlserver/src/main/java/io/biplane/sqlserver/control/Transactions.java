package io.biplane.sqlserver.control;

import io.biplane.base.key.Span;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.ast.TenantSpec;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.CommitResult;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.ScanPage;
import io.biplane.sql.exec.TxnOptions;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.record.TenantRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What all statements of this package share: transactions that are tried again, rows of {@code system.tenants}. */
final class Transactions {
    /** Attempts before a conflict is reported. Our choice: the rows are few and conflicts rare. */
    private static final int ATTEMPTS_MAX = 5;

    private static final int PAGE_ROWS = 1_000;

    private Transactions() {}

    /** Runs {@code body} in a transaction, commits it, and does so again after a conflict. */
    static <T> Promise<T> run(KvConnection kv, Function<KvTransaction, Promise<T>> body) {
        return attempt(kv, body, 0);
    }

    private static <T> Promise<T> attempt(
            KvConnection kv, Function<KvTransaction, Promise<T>> body, int attempt) {
        KvTransaction transaction = kv.begin(new TxnOptions(false, false, attempt));
        Promise<T> result = body.apply(transaction)
                .flatMap(value -> transaction.commit().map(end -> committed(end, value)));
        return result.recover(error -> error.isRetryable() && attempt + 1 < ATTEMPTS_MAX
                ? attempt(kv, body, attempt + 1)
                : Promise.failed(error));
    }

    private static <T> T committed(CommitResult end, T value) {
        if (end instanceof CommitResult.Committed) {
            return value;
        }
        if (end instanceof CommitResult.Refused refused) {
            throw new SqlException(refused.error());
        }
        throw new SqlException(SqlState.SERIALIZATION_FAILURE, "restart transaction: " + end);
    }

    /** All rows of {@code system.tenants}, those being dropped included, by id. */
    static Promise<List<TenantRecord>> tenants(KvTransaction transaction) {
        return scan(transaction, SystemTables.tenants(), new ArrayList<>()).map(rows -> {
            List<TenantRecord> tenants = new ArrayList<>();
            for (ScanPage.Pair row : rows) {
                tenants.add(TenantRecord.decode(SystemTables.tenantOf(row.key()), row.value()));
            }
            return tenants;
        });
    }

    /** All pairs of a span. */
    static Promise<List<ScanPage.Pair>> scan(
            KvTransaction transaction, Span span, List<ScanPage.Pair> rows) {
        return transaction.scan(span, PAGE_ROWS, false).flatMap(page -> {
            rows.addAll(page.rows());
            return page.resume().isPresent()
                    ? scan(transaction, page.resume().get(), rows)
                    : Promise.ready(rows);
        });
    }

    /** The one virtual cluster meant. Fails with 42704. */
    static TenantRecord find(List<TenantRecord> tenants, TenantSpec spec) {
        return lookUp(tenants, spec).orElseThrow(() -> new SqlException(unknown(spec)));
    }

    static Optional<TenantRecord> lookUp(List<TenantRecord> tenants, TenantSpec spec) {
        for (TenantRecord tenant : tenants) {
            boolean isMeant = spec instanceof TenantSpec.ByName byName
                    ? tenant.name().equals(byName.name())
                            && tenant.dataState() != io.biplane.sqlserver.record.DataState.DROPPING
                    : spec instanceof TenantSpec.ById byId && tenant.id().value() == byId.id();
            if (isMeant) {
                return Optional.of(tenant);
            }
        }
        return Optional.empty();
    }

    private static SqlError unknown(TenantSpec spec) {
        String text = spec instanceof TenantSpec.ByName byName
                ? "tenant \"" + byName.name() + "\" does not exist"
                : "tenant \"" + ((TenantSpec.ById) spec).id() + "\" does not exist";
        return SqlError.of(SqlState.UNDEFINED_OBJECT, text);
    }

    /** Has this node and the others read the system's rows anew, then answers {@code Done}. */
    static Promise<ControlReply> published(
            ControlContext context, CoordinatorPort.Request refresh) {
        return context.coordinator().ask(refresh).map(refusal -> done(refusal));
    }

    /** {@code Done}, unless the node refused. */
    static ControlReply done(Optional<String> refusal) {
        if (refusal.isPresent()) {
            throw new SqlException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, refusal.get());
        }
        return ControlReply.Done.DONE;
    }
}

package io.biplane.sql.session;

import io.biplane.sql.ast.Statement;
import io.biplane.sql.bind.Binder;
import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.plan.PhysicalPlan;
import io.biplane.sql.plan.Planner;
import io.biplane.sql.types.SqlType;

import java.util.List;
import java.util.Optional;

/** Where a session's plans come from: the server's cache, or binder and planner. Stateless. */
final class PlanSource {
    /**
     * A statement to be planned.
     *
     * @param declared types of its first placeholders
     */
    record Request(
            Statement.Plannable statement,
            String sql,
            int placeholderCount,
            List<SqlType> declared) {}

    private final TenantSql server;
    private final KvConnection connection;

    PlanSource(TenantSql server, KvConnection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** The catalog for statements outside a changed transaction. */
    Promise<CatalogSnapshot> catalog(WorkCounters work) {
        return server.catalogCache().current(connection, work);
    }

    /**
     * The plan of {@code request}.
     *
     * @param changedCatalog the catalog of a transaction that has changed it; its plans are not
     *     shared
     */
    Promise<PhysicalPlan> plan(
            Request request, Optional<CatalogSnapshot> changedCatalog, WorkCounters work) {
        if (changedCatalog.isPresent()) {
            return Promise.ready(make(request, changedCatalog.get(), work));
        }
        Optional<CatalogSnapshot> cached = server.catalogCache().cached();
        if (cached.isEmpty()) {
            return catalog(work).map(catalog -> shared(request, catalog, work));
        }
        try {
            return Promise.ready(shared(request, cached.get(), work));
        } catch (SqlException failure) {
            if (!mayBeStale(failure.error())) {
                throw failure;
            }
            server.catalogCache().invalidate();
            return catalog(work).map(catalog -> shared(request, catalog, work));
        }
    }

    /** A name we do not know may have been created elsewhere since the catalog was read. */
    static boolean mayBeStale(SqlError error) {
        return error.state() == SqlState.UNDEFINED_TABLE
                || error.state() == SqlState.UNDEFINED_COLUMN;
    }

    private PhysicalPlan shared(Request request, CatalogSnapshot catalog, WorkCounters work) {
        Optional<PhysicalPlan> known =
                server.planCache().plan(request.sql(), request.declared(), catalog);
        if (known.isPresent()) {
            work.addPlanCacheHit();
            return known.get();
        }
        work.addPlanCacheMiss();
        PhysicalPlan plan = make(request, catalog, work);
        server.planCache().put(request.sql(), request.declared(), plan);
        return plan;
    }

    private PhysicalPlan make(Request request, CatalogSnapshot catalog, WorkCounters work) {
        Binder.Result bound = Binder.bind(
                request.statement(), catalog, request.placeholderCount(), request.declared());
        PhysicalPlan plan = Planner.plan(bound, server.tenantPrefix());
        work.addNodesPlanned(plan.nodeCount());
        return plan;
    }
}

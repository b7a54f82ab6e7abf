package io.biplane.sql.session;

import io.biplane.base.key.Key;
import io.biplane.sql.admin.ControlPlane;
import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.ddl.CatalogCache;
import io.biplane.sql.ddl.CatalogStore;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.flow.FlowPort;

/**
 * What the SQL sessions of one virtual cluster on one node share. Built by the tenant server when
 * it starts and dropped with it, so that a restarted server begins with cold caches. All its
 * sessions run on one thread.
 */
public final class TenantSql {
    private final TenantIdentity tenant;
    private final Key tenantPrefix;
    private final ControlPlane controlPlane;
    private final SessionEnvironment environment;
    private final CatalogStore catalogStore;
    private final CatalogCache catalogCache;
    private final PlanCache planCache = new PlanCache(PlanCache.DEFAULT_CAPACITY);

    private TenantSql(
            TenantIdentity tenant,
            Key tenantPrefix,
            ControlPlane controlPlane,
            SessionEnvironment environment) {
        this.tenant = tenant;
        this.tenantPrefix = tenantPrefix;
        this.controlPlane = controlPlane;
        this.environment = environment;
        this.catalogStore = new CatalogStore(tenantPrefix);
        this.catalogCache = new CatalogCache(catalogStore);
    }

    /**
     * @param tenantPrefix prefix of all keys of the tenant, usually {@code
     *     KeyEncoding.tenantPrefix(tenant.id())}
     */
    public static TenantSql create(
            TenantIdentity tenant,
            Key tenantPrefix,
            ControlPlane controlPlane,
            SessionEnvironment environment) {
        return new TenantSql(tenant, tenantPrefix, controlPlane, environment);
    }

    /** A new session for {@code user} that reaches storage through {@code connection}, alone. */
    public SqlSession openSession(String user, KvConnection connection) {
        return openSession(user, connection, FlowPort.NONE);
    }

    /**
     * A new session for {@code user}.
     *
     * @param connection way to storage
     * @param flows way to the other instances of the virtual cluster
     */
    public SqlSession openSession(String user, KvConnection connection, FlowPort flows) {
        return new SqlSession(this, user, connection, flows);
    }

    public TenantIdentity tenant() {
        return tenant;
    }

    /** To be invalidated when a descriptor changed elsewhere. */
    public CatalogCache catalogCache() {
        return catalogCache;
    }

    public PlanCache planCache() {
        return planCache;
    }

    Key tenantPrefix() {
        return tenantPrefix;
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    SessionEnvironment environment() {
        return environment;
    }

    CatalogStore catalogStore() {
        return catalogStore;
    }
}

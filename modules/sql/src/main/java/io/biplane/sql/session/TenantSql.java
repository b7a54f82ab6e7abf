package io.biplane.sql.session;

import io.biplane.base.key.Key;
import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.ddl.CatalogCache;
import io.biplane.sql.ddl.CatalogStore;

/**
 * What the SQL sessions of one virtual cluster on one node share. Built by the tenant server when
 * it starts and dropped with it, so that a restarted server begins with cold caches. All its
 * sessions run on one thread.
 */
public final class TenantSql {
    private final TenantIdentity tenant;
    private final Key tenantPrefix;
    private final SessionEnvironment environment;
    private final CatalogStore catalogStore;
    private final CatalogCache catalogCache;
    private final PlanCache planCache = new PlanCache(PlanCache.DEFAULT_CAPACITY);

    private TenantSql(TenantIdentity tenant, Key tenantPrefix, SessionEnvironment environment) {
        this.tenant = tenant;
        this.tenantPrefix = tenantPrefix;
        this.environment = environment;
        this.catalogStore = new CatalogStore(tenantPrefix);
        this.catalogCache = new CatalogCache(catalogStore);
    }

    /**
     * @param tenantPrefix prefix of all keys of the tenant, usually {@code
     *     KeyEncoding.tenantPrefix(tenant.id())}
     */
    public static TenantSql create(
            TenantIdentity tenant, Key tenantPrefix, SessionEnvironment environment) {
        return new TenantSql(tenant, tenantPrefix, environment);
    }

    /**
     * A new session.
     *
     * @param user whose it is; statements for the control plane are made in that name
     * @param ports its own ways to storage, to other instances and to the control plane
     */
    public SqlSession openSession(String user, SessionPorts ports) {
        return new SqlSession(this, user, ports);
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

    SessionEnvironment environment() {
        return environment;
    }

    CatalogStore catalogStore() {
        return catalogStore;
    }
}

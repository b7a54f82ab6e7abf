package io.biplane.sqlserver.tenant;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.host.HostServices;
import io.biplane.settings.registry.SettingsSnapshot;
import io.biplane.sqlserver.control.ServerView;
import io.biplane.sqlserver.record.TenantRecord;

/**
 * What a tenant server knows: its rows as last read, what the system virtual cluster imposes. Written by the server's actor, read by its
 * sessions, which run on the same thread and only between the actor's own messages.
 */
final class ServerState implements ServerView {
    private final TenantServerSetup setup;
    private final TenantRecord record;
    private final Users users;
    private OwnRows rows = OwnRows.NONE;
    private TenantServerProtocol.OverridesChanged overrides;
    private Phase phase = Phase.STARTING;

    private enum Phase {
        STARTING,
        SERVING,
        ENDED
    }

    ServerState(
            TenantServerSetup setup,
            TenantRecord record,
            TenantServerProtocol.OverridesChanged overrides) {
        this.setup = setup;
        this.record = record;
        this.users = new Users(record.id());
        this.overrides = overrides;
    }

    TenantRecord record() {
        return record;
    }

    Users users() {
        return users;
    }

    OwnRows rows() {
        return rows;
    }

    void rows(OwnRows read) {
        rows = read;
    }

    void overrides(TenantServerProtocol.OverridesChanged change) {
        overrides = change;
    }

    boolean isServing() {
        return phase == Phase.SERVING;
    }

    boolean isEnded() {
        return phase == Phase.ENDED;
    }

    void serve() {
        phase = Phase.SERVING;
    }

    void end() {
        phase = Phase.ENDED;
    }

    @Override
    public TenantId tenant() {
        return record.id();
    }

    @Override
    public String name() {
        return record.name();
    }

    @Override
    public ClusterVersion binary() {
        return setup.binary();
    }

    @Override
    public ClusterVersion storageVersion() {
        return record.id().isSystem() ? version() : overrides.storageVersion();
    }

    @Override
    public TenantId lastTenant() {
        return setup.storage().lastTenant();
    }

    @Override
    public SettingsSnapshot settings() {
        return SettingsSnapshot.of(rows.settings(), overrides.settings());
    }

    @Override
    public HostServices services() {
        return setup.services();
    }
}

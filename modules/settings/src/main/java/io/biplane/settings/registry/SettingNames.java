package io.biplane.settings.registry;

import java.util.List;

/** Settings that have a name in this code, by present name. */
public final class SettingNames {
    public static final String VERSION = "version";
    public static final String AUTO_UPGRADE = "cluster.auto_upgrade.enabled";
    public static final String PRESERVE_DOWNGRADE = "cluster.preserve_downgrade_option";
    public static final String DEFAULT_TARGET = "server.controller.default_target_cluster";
    public static final String MUX_WAIT = "server.controller.mux_virtual_cluster_wait.timeout";
    public static final String INITIAL_WAIT = "server.shutdown.initial_wait";
    public static final String CONNECTIONS_TIMEOUT = "server.shutdown.connections.timeout";
    public static final String TRANSACTIONS_TIMEOUT = "server.shutdown.transactions.timeout";
    public static final String LEASE_TRANSFER_TIMEOUT =
            "server.shutdown.lease_transfer_iteration.timeout";
    public static final String CLOCK_BOUND_INTERVAL = "server.clock.persist_upper_bound_interval";
    public static final String STORE_DEAD = "server.time_until_store_dead";
    public static final String SNAPSHOT_RATE = "kv.snapshot_rebalance.max_rate";
    public static final String RANGEFEED = "kv.rangefeed.enabled";
    public static final String DISTSQL = "sql.defaults.distsql";
    public static final String ERROR_TIP = "sql.error_tip_system_interface.enabled";

    /** Those the simulation acts on; the others are stored and shown. In the order of {@code docs/sql.md}. */
    public static final List<String> ACTED_ON = List.of(
            VERSION,
            AUTO_UPGRADE,
            PRESERVE_DOWNGRADE,
            DEFAULT_TARGET,
            MUX_WAIT,
            INITIAL_WAIT,
            CONNECTIONS_TIMEOUT,
            TRANSACTIONS_TIMEOUT,
            LEASE_TRANSFER_TIMEOUT,
            CLOCK_BOUND_INTERVAL,
            STORE_DEAD,
            SNAPSHOT_RATE,
            DISTSQL,
            ERROR_TIP);

    private SettingNames() {}
}

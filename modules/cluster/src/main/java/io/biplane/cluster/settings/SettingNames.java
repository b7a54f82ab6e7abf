package io.biplane.cluster.settings;

/** Settings that the model itself reads, by present name. */
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
    public static final String RANGEFEED = "kv.rangefeed.enabled";
    public static final String DISTSQL = "sql.defaults.distsql";
    public static final String ERROR_TIP = "sql.error_tip_system_interface.enabled";

    private SettingNames() {}
}

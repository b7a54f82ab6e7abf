package io.biplane.sqlserver.control;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.settings.registry.SettingDefinition;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingScope;
import io.biplane.settings.registry.SettingsRegistry;
import io.biplane.settings.registry.SettingsSnapshot;
import io.biplane.settings.version.VersionRules;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.ast.TenantSpec;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.ScanPage;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.record.RowCodec;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.record.TenantRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** SET, RESET and SHOW CLUSTER SETTING, for oneself and for others. Source: docs/reference/virtual-clusters.md §6. */
final class SettingStatements {
    private SettingStatements() {}

    static Promise<ControlReply> setOwn(
            ControlContext context, ControlStatement.SetClusterSetting statement) {
        ServerView server = context.server();
        boolean isSystem = server.tenant().isSystem();
        SettingDefinition setting =
                SettingRules.settable(statement.setting().text(), isSystem, server.settings());
        Optional<String> value =
                statement.value().map(text -> SettingRules.checkedValue(setting, text));
        if (setting.name().equals(SettingNames.VERSION)) {
            return VersionStatements.raise(context, value);
        }
        if (setting.name().equals(SettingNames.PRESERVE_DOWNGRADE) && value.isPresent()) {
            VersionRules.refusalToPreserve(value.get(), server.version()).ifPresent(refusal -> {
                throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, refusal);
            });
        }
        Key key = SystemTables.setting(server.tenant(), setting.name());
        CoordinatorPort.Request refresh = isSystem
                ? CoordinatorPort.RefreshSystem.INSTANCE
                : CoordinatorPort.RefreshOwn.INSTANCE;
        return Transactions.run(context.kv(), transaction -> write(transaction, key, value))
                .flatMap(done -> Transactions.published(context, refresh))
                .then(done -> emit(context, server.name(), setting, value));
    }

    static Promise<ControlReply> override(
            ControlContext context,
            ControlStatement.SetClusterSetting statement,
            TenantSpec target) {
        SettingDefinition setting = SettingRules.overridable(statement.setting().text());
        Optional<String> value =
                statement.value().map(text -> SettingRules.checkedValue(setting, text));
        return Transactions.run(
                        context.kv(),
                        transaction -> Transactions.tenants(transaction).flatMap(tenants -> {
                            Key key = overrideKey(tenants, target, setting);
                            return write(transaction, key, value);
                        }))
                .flatMap(done ->
                        Transactions.published(context, CoordinatorPort.RefreshSystem.INSTANCE))
                .then(done -> emit(context, String.valueOf(target), setting, value));
    }

    private static Key overrideKey(
            List<TenantRecord> tenants, TenantSpec target, SettingDefinition setting) {
        return target == TenantSpec.All.ALL
                ? SystemTables.overrideForAll(setting.name())
                : SystemTables.override(Transactions.find(tenants, target).id(), setting.name());
    }

    private static Promise<Boolean> write(
            KvTransaction transaction, Key key, Optional<String> value) {
        if (value.isPresent()) {
            transaction.put(key, RowCodec.encode(value.get()));
        } else {
            transaction.delete(key);
        }
        return Promise.ready(true);
    }

    private static void emit(
            ControlContext context,
            String tenant,
            SettingDefinition setting,
            Optional<String> value) {
        context.server()
                .services()
                .emit(new SqlServerChange.SettingChanged(tenant, setting.name(), value));
    }

    static Promise<ControlReply> showOne(
            ControlContext context, ControlStatement.ShowClusterSetting statement) {
        ServerView server = context.server();
        String name = statement.setting().text();
        SettingDefinition setting = SettingRules.visible(name, server.tenant().isSystem());
        if (statement.target().isEmpty()) {
            return Promise.ready(SettingReplies.one(
                    name, setting, Optional.of(server.settings().value(setting))));
        }
        return overrides(context, statement.target().get())
                .map(operator -> SettingReplies.one(name, setting, operator.value(setting)));
    }

    static Promise<ControlReply> showAll(
            ControlContext context, ControlStatement.ShowClusterSettings statement) {
        ServerView server = context.server();
        List<SettingDefinition> listed = listed(statement, server.tenant());
        if (statement.target().isEmpty()) {
            SettingReplies.Own rows = new SettingReplies.Own();
            for (SettingDefinition setting : listed) {
                rows.add(
                        setting,
                        server.settings().value(setting),
                        server.settings().origin(setting));
            }
            return Promise.ready(rows.reply());
        }
        return overrides(context, statement.target().get()).map(operator -> {
            SettingReplies.OfOther rows = new SettingReplies.OfOther();
            for (SettingDefinition setting : listed) {
                if (setting.scope() != SettingScope.SYSTEM_ONLY) {
                    rows.add(setting, operator.value(setting), operator.origin(setting));
                }
            }
            return rows.reply();
        });
    }

    private static List<SettingDefinition> listed(
            ControlStatement.ShowClusterSettings statement, TenantId viewer) {
        List<SettingDefinition> listed = new ArrayList<>();
        for (SettingDefinition setting : SettingsRegistry.instance().all()) {
            boolean isVisible = viewer.isSystem() || setting.scope() != SettingScope.SYSTEM_ONLY;
            if (isVisible && (statement.isAll() || setting.isPublic())) {
                listed.add(setting);
            }
        }
        return listed;
    }

    /** What the operator imposes on one virtual cluster, as {@code … FOR VIRTUAL CLUSTER} shows it. */
    private record Overrides(SettingsSnapshot.OperatorSettings operator) {
        Optional<String> value(SettingDefinition setting) {
            String mine = operator.forThis().get(setting.name());
            return Optional.ofNullable(mine != null ? mine : operator.forAll().get(setting.name()));
        }

        String origin(SettingDefinition setting) {
            if (operator.forThis().containsKey(setting.name())) {
                return "per-tenant-override";
            }
            return operator.forAll().containsKey(setting.name())
                    ? "all-tenants-override"
                    : "no-override";
        }
    }

    private static Promise<Overrides> overrides(ControlContext context, TenantSpec target) {
        return Transactions.run(
                context.kv(),
                transaction -> Transactions.tenants(transaction).flatMap(tenants -> {
                    TenantId id = Transactions.find(tenants, target).id();
                    return Transactions.scan(
                                    transaction, SystemTables.overrides(), new ArrayList<>())
                            .map(rows -> overrides(rows, id));
                }));
    }

    private static Overrides overrides(List<ScanPage.Pair> rows, TenantId target) {
        TreeMap<String, String> forThis = new TreeMap<>();
        TreeMap<String, String> forAll = new TreeMap<>();
        for (ScanPage.Pair row : rows) {
            SystemTables.OverrideKey key = SystemTables.overrideOf(row.key());
            String value = RowCodec.decodeOne(row.value());
            if (key.isForAll()) {
                forAll.put(key.name(), value);
            } else if (key.target() == target.value()) {
                forThis.put(key.name(), value);
            }
        }
        return new Overrides(
                new SettingsSnapshot.OperatorSettings(forThis, forAll, new TreeMap<>()));
    }
}

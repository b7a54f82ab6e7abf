package io.biplane.sql.admin;

import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The control plane's replies as rows. Columns and order: docs/reference/virtual-clusters.md §2 and §6. */
public final class AdminReplies {
    /** Names and types of a reply's columns. */
    public record Column(String name, SqlType type) {}

    /** A reply as a table; without columns for {@link ControlReply.Done}. */
    public record Table(List<Column> columns, List<Object[]> rows) {}

    private AdminReplies() {}

    /** The rows of {@code reply}, an answer to {@code request} that is not a refusal. */
    public static Table toTable(ControlRequest request, ControlReply reply) {
        if (reply instanceof ControlReply.VirtualClusters clusters) {
            return virtualClusters(clusters);
        }
        if (reply instanceof ControlReply.SettingValue value) {
            return settingValue((ControlRequest.ShowClusterSetting) request, value);
        }
        if (reply instanceof ControlReply.Settings settings) {
            return settings((ControlRequest.ShowClusterSettings) request, settings);
        }
        return new Table(List.of(), List.of());
    }

    private static Table virtualClusters(ControlReply.VirtualClusters reply) {
        List<Object[]> rows = new ArrayList<>();
        for (ControlReply.VirtualCluster cluster : reply.clusters()) {
            rows.add(new Object[] {
                cluster.id(), orNull(cluster.name()), cluster.dataState(), cluster.serviceMode()
            });
        }
        return new Table(
                List.of(
                        new Column("id", SqlType.INT8),
                        new Column("name", SqlType.STRING),
                        new Column("data_state", SqlType.STRING),
                        new Column("service_mode", SqlType.STRING)),
                rows);
    }

    /** The value comes back in the type of the setting, as the modelled system does it. */
    private static Table settingValue(
            ControlRequest.ShowClusterSetting request, ControlReply.SettingValue reply) {
        boolean isNumber = reply.type().equals("i") && reply.value().isPresent();
        boolean isBool = reply.type().equals("b") && reply.value().isPresent();
        SqlType type = isNumber ? SqlType.INT8 : isBool ? SqlType.BOOL : SqlType.STRING;
        Object value = orNull(reply.value());
        if (isNumber) {
            value = Long.parseLong(reply.value().get());
        } else if (isBool) {
            value = Boolean.parseBoolean(reply.value().get());
        }
        return new Table(
                List.of(new Column(request.name(), type)), List.<Object[]>of(new Object[] {value}));
    }

    private static Table settings(
            ControlRequest.ShowClusterSettings request, ControlReply.Settings reply) {
        boolean isOwn = request.isOwn();
        List<Column> columns = new ArrayList<>();
        List<String> names = isOwn
                ? List.of(
                        "variable",
                        "value",
                        "setting_type",
                        "description",
                        "default_value",
                        "origin")
                : List.of("variable", "value", "type", "origin", "description");
        names.forEach(name -> columns.add(new Column(name, SqlType.STRING)));
        List<Object[]> rows = new ArrayList<>();
        for (ControlReply.Setting setting : reply.settings()) {
            Object value = orNull(setting.value());
            rows.add(
                    isOwn
                            ? new Object[] {
                                setting.name(),
                                value,
                                setting.type(),
                                setting.description(),
                                setting.defaultValue(),
                                setting.origin()
                            }
                            : new Object[] {
                                setting.name(),
                                value,
                                setting.type(),
                                setting.origin(),
                                setting.description()
                            });
        }
        return new Table(columns, rows);
    }

    private static Object orNull(Optional<String> value) {
        return value.isPresent() ? value.get() : Null.NULL;
    }
}

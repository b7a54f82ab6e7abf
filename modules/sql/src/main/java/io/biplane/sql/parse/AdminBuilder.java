package io.biplane.sql.parse;

import io.biplane.sql.ast.AdminStatement;
import io.biplane.sql.ast.AdminStatement.ClusterSpec;
import io.biplane.sql.ast.Query.Name;

import java.util.Locale;
import java.util.Optional;

/** Parse trees of statements on virtual clusters and cluster settings to {@link AdminStatement}. */
final class AdminBuilder {
    private AdminBuilder() {}

    static AdminStatement virtualCluster(BiplaneSqlParser.VirtualClusterContext context) {
        if (context.SHOW() != null) {
            return new AdminStatement.ShowVirtualClusters(
                    context.virtualClusters() != null
                            ? AdminStatement.AllClusters.ALL
                            : spec(context.clusterSpec()));
        }
        if (context.CREATE() != null) {
            return new AdminStatement.CreateVirtualCluster(
                    context.IF() != null, name(context.clusterName()));
        }
        ClusterSpec target = spec(context.clusterSpec());
        if (context.DROP() != null) {
            return new AdminStatement.DropVirtualCluster(
                    target, context.IF() != null, context.IMMEDIATE() != null);
        }
        if (context.RENAME() != null) {
            return new AdminStatement.RenameVirtualCluster(target, name(context.clusterName()));
        }
        if (context.SETTING() != null) {
            return new AdminStatement.SetClusterSetting(
                    Optional.of(target),
                    Names.dotted(context.variable()),
                    value(context.settingValue()),
                    context.RESET() != null);
        }
        if (context.STOP() != null) {
            return new AdminStatement.AlterService(target, AdminStatement.Service.STOP);
        }
        return new AdminStatement.AlterService(
                target,
                context.SHARED() != null
                        ? AdminStatement.Service.START_SHARED
                        : AdminStatement.Service.START_EXTERNAL);
    }

    static AdminStatement clusterSetting(BiplaneSqlParser.ClusterSettingContext context) {
        Optional<ClusterSpec> target = context.forVirtualCluster() == null
                ? Optional.empty()
                : Optional.of(spec(context.forVirtualCluster().clusterSpec()));
        if (context.SETTINGS() != null) {
            return new AdminStatement.ShowClusterSettings(target, context.ALL() != null);
        }
        Name setting = Names.dotted(context.variable());
        if (context.SHOW() != null) {
            return new AdminStatement.ShowClusterSetting(target, setting);
        }
        return new AdminStatement.SetClusterSetting(
                Optional.empty(), setting, value(context.settingValue()), context.RESET() != null);
    }

    /** Empty for DEFAULT and for none. */
    private static Optional<String> value(BiplaneSqlParser.SettingValueContext context) {
        return context == null || context.DEFAULT() != null
                ? Optional.empty()
                : Optional.of(settingText(context));
    }

    /** The text of a value: strings without quotes, words in lower case. */
    static String settingText(BiplaneSqlParser.SettingValueContext context) {
        if (context.string() != null) {
            return Names.string(context.string());
        }
        if (!context.name().isEmpty()) {
            return Names.dotted(context.name());
        }
        return context.getText().toLowerCase(Locale.ROOT);
    }

    private static ClusterSpec spec(BiplaneSqlParser.ClusterSpecContext context) {
        if (context.ALL() != null) {
            return AdminStatement.AllClusters.ALL;
        }
        if (context.INTEGER() != null) {
            return new AdminStatement.ClusterId(
                    context.INTEGER().getText(), context.INTEGER().getSymbol().getStartIndex() + 1);
        }
        return new AdminStatement.ClusterName(name(context.clusterName()));
    }

    private static Name name(BiplaneSqlParser.ClusterNameContext context) {
        return context.string() == null
                ? Names.name(context.name())
                : new Name(Names.string(context.string()), Names.position(context));
    }
}

package io.biplane.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;

import java.util.List;

/** Dependencies run one way: pure data, pure core, actor shell, wiring. */
@AnalyzeClasses(packages = "io.biplane", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyRulesTest {
    /** Bottom first; a module may use those before it only. */
    private static final List<String> LAYERS = List.of(
            "base",
            "raft",
            "checker",
            "settings",
            "scenario",
            "sql",
            "kernel",
            "storage",
            "kv",
            "kvserver",
            "sqlserver",
            "node",
            "testbed",
            "report",
            "cli",
            "bench");

    @ArchTest
    static final ArchRule modules_use_only_those_below_them = layers();

    @ArchTest
    static final ArchRule pure_modules_know_no_actors = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.biplane.base..",
                    "io.biplane.raft..",
                    "io.biplane.checker..",
                    "io.biplane.settings..",
                    "io.biplane.scenario..",
                    "io.biplane.sql..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("akka..", "scala..", "io.biplane.kernel..", "net.openhft..");

    @ArchTest
    static final ArchRule raft_and_checker_stand_alone = noClasses()
            .that()
            .resideInAnyPackage("io.biplane.base..", "io.biplane.raft..", "io.biplane.checker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.biplane.settings..", "io.biplane.sql..");

    /** The wall between the planes: what serves SQL reaches ranges by the protocol of the kv-server alone. */
    @ArchTest
    static final ArchRule the_data_plane_knows_no_server_of_ranges = noClasses()
            .that()
            .resideInAnyPackage("io.biplane.kv..", "io.biplane.sql..", "io.biplane.sqlserver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.biplane.kvserver..",
                    "io.biplane.raft..",
                    "io.biplane.storage..",
                    "io.biplane.node..");

    /** The language is bound to a model; who runs it is not its concern. It needs no database to say that a file is wrong. */
    @ArchTest
    static final ArchRule the_language_knows_nothing_it_describes = noClasses()
            .that()
            .resideInAPackage("io.biplane.scenario..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.biplane.sql..", "io.biplane.raft..", "io.biplane.checker..");

    @ArchTest
    static final ArchRule kernel_knows_no_database = noClasses()
            .that()
            .resideInAPackage("io.biplane.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.biplane.raft..", "io.biplane.sql..", "akka.persistence..");

    @ArchTest
    static final ArchRule packages_have_no_cycles = cyclesPerModule();

    private static ArchRule layers() {
        ArchRule all = null;
        for (int i = 0; i < LAYERS.size(); i++) {
            for (int above = i + 1; above < LAYERS.size(); above++) {
                ArchRule rule = noClasses()
                        .that()
                        .resideInAPackage("io.biplane." + LAYERS.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.biplane." + LAYERS.get(above) + "..")
                        .allowEmptyShould(true);
                all = all == null ? rule : CompositeArchRule.of(all).and(rule);
            }
        }
        return all;
    }

    private static ArchRule cyclesPerModule() {
        ArchRule all = null;
        for (String module : LAYERS) {
            ArchRule rule = slices().matching("io.biplane." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true);
            all = all == null ? rule : CompositeArchRule.of(all).and(rule);
        }
        return all;
    }
}

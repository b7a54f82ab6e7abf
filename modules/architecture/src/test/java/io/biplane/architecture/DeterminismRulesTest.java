package io.biplane.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.util.List;

/** Same build, scenario and seed give the same digest: what could break that is banned, with its replacement. */
@AnalyzeClasses(packages = "io.biplane", importOptions = ImportOption.DoNotIncludeTests.class)
class DeterminismRulesTest {
    /**
     * Outside: the kernel owns time and threads; the command line, the benchmarks and the run folder's name live in wall-clock time.
     */
    private static final List<String> OUTSIDE_THE_SIMULATION = List.of(
            "io.biplane.kernel", "io.biplane.cli", "io.biplane.bench", "io.biplane.raft.truth");

    private static final DescribedPredicate<JavaClass> SIMULATED = describe(
            "classes that run inside the simulation",
            type -> OUTSIDE_THE_SIMULATION.stream().noneMatch(type.getPackageName()::startsWith));

    @ArchTest
    static final ArchRule time_comes_from_host_services = ban(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.lang.Thread.sleep");

    @ArchTest
    static final ArchRule chance_comes_from_named_streams = ban(
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.Collections.shuffle",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.lang.System.identityHashCode",
            "java.util.Random.<init>",
            "java.security.SecureRandom.<init>");

    @ArchTest
    static final ArchRule nothing_depends_on_the_machine = ban(
            "java.lang.Runtime.availableProcessors",
            "java.lang.System.getenv",
            "java.util.concurrent.Executors.newFixedThreadPool",
            "java.util.concurrent.CompletableFuture.runAsync",
            "java.util.concurrent.CompletableFuture.supplyAsync",
            "java.util.concurrent.CompletableFuture.thenApplyAsync",
            "java.lang.Thread.<init>",
            "java.util.Collection.parallelStream");

    /** {@code Map.of} and friends change order between runs: use LinkedHashMap, TreeMap, EnumMap or List. */
    @ArchTest
    static final ArchRule no_collection_without_an_order = ban(
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Map.copyOf",
            "java.util.Set.of",
            "java.util.Set.copyOf",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toMap",
            "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Collectors.toUnmodifiableMap",
            "java.util.HashSet.<init>");

    /** StrictMath gives the same bits on every machine. */
    @ArchTest
    static final ArchRule floating_point_is_strict = ban(
            "java.lang.Math.sin",
            "java.lang.Math.cos",
            "java.lang.Math.exp",
            "java.lang.Math.log",
            "java.lang.Math.pow");

    private static ArchRule ban(String... targets) {
        List<String> banned = List.of(targets);
        DescribedPredicate<JavaAccess<?>> isBanned =
                describe("banned " + banned, access -> banned.contains(nameOf(access.getTarget())));
        return noClasses()
                .that(SIMULATED)
                .should()
                .accessTargetWhere(isBanned)
                .allowEmptyShould(true);
    }

    private static String nameOf(AccessTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }
}

package io.biplane.checker.mutants;

/** The tests that have to notice a mutant, cut down to seconds. Loaded together with the mutant. */
public final class Killers {
    private Killers() {}

    /** Throws if anything is wrong with linearizability. */
    public static void linear() throws Exception {
        run("io.biplane.checker.model.StatesTest");
        run("io.biplane.checker.linear.AgainstBruteForceTest");
        run("io.biplane.checker.linear.OtherModelsTest");
        run("io.biplane.checker.linear.LimitsTest");
        run("io.biplane.checker.linear.LongHistoriesTest");
    }

    /** Throws if anything is wrong with mutexes, bags, texts, multi-registers and banks. */
    public static void objects() throws Exception {
        run("io.biplane.checker.linear.MoreModelsTest");
    }

    /** Throws if anything is wrong with logs. */
    public static void logs() throws Exception {
        run("io.biplane.checker.domain.KafkaCheckerTest");
    }

    /** Throws if anything is wrong with isolation levels. */
    public static void isolation() throws Exception {
        run("io.biplane.checker.isolation.AnomalyExamplesTest");
        run("io.biplane.checker.isolation.AgainstAllCyclesTest");
        run("io.biplane.checker.isolation.AgainstAllOrdersTest");
        run("io.biplane.checker.isolation.OpenOrdersTest");
    }

    /** Throws if anything is wrong with what sessions must see. */
    public static void views() throws Exception {
        run("io.biplane.checker.isolation.AgainstAllViewsTest");
    }

    /** Throws if anything is wrong with the domain checkers. */
    public static void domain() throws Exception {
        run("io.biplane.checker.domain.AgainstNaiveTest");
    }

    /** Throws if anything is wrong with what is read, and with what counts as equal. */
    public static void reading() throws Exception {
        run("io.biplane.checker.edn.EdnEqualityTest");
        run("io.biplane.checker.history.VisibleTest");
        run("io.biplane.checker.suite.ReadersFuzzTest");
    }

    /** They are package-private where they belong. */
    private static void run(String type) throws Exception {
        java.lang.reflect.Method method = Class.forName(type, true, Killers.class.getClassLoader())
                .getDeclaredMethod("quick");
        method.setAccessible(true);
        method.invoke(null);
    }
}

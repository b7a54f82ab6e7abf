package io.biplane.kernel.sim;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;

import java.util.List;

/**
 * The configuration every booted actor system gets; {@code biplane-kernel.conf} on top of Akka's defaults.
 *
 * <p>Akka's libraries each add to the lists of extensions that a system loads at its start, in the order of the class path, and
 * that is whatever the file system or the build tool makes of it. Here the lists are in the order of their names, so that a system's
 * start is the same on every machine.
 */
final class BootConfig {
    /** Lists to which each library's {@code reference.conf} adds. */
    private static final List<String> COLLECTED =
            List.of("akka.library-extensions", "akka.actor.typed.library-extensions");

    /** Immutable, and the same for every simulation; parsing it takes a millisecond. */
    static final Config CONFIG = load();

    private BootConfig() {}

    private static Config load() {
        ClassLoader loader = BootConfig.class.getClassLoader();
        return withoutOrderOfClassPath(ConfigFactory.parseResources(loader, "biplane-kernel.conf")
                .withFallback(ConfigFactory.defaultReferenceUnresolved(loader))
                .resolve());
    }

    /** The same whatever the order in which libraries have added to a list. */
    static Config withoutOrderOfClassPath(Config merged) {
        Config config = merged;
        for (String path : COLLECTED) {
            if (config.hasPath(path)) {
                List<String> sorted =
                        config.getStringList(path).stream().sorted().distinct().toList();
                config = config.withValue(path, ConfigValueFactory.fromIterable(sorted));
            }
        }
        return config;
    }
}

package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import org.junit.jupiter.api.Test;

/** What a system loads at its start does not depend on the order of the class path. */
class BootConfigTest {
    @Test
    void extensions_areLoadedInTheOrderOfTheirNames_whateverTheClassPath() {
        Config one = ConfigFactory.parseString("akka.library-extensions = [c, a], x = 1");
        Config other = ConfigFactory.parseString("akka.library-extensions = [a, c], x = 1");

        assertThat(BootConfig.withoutOrderOfClassPath(one))
                .isEqualTo(BootConfig.withoutOrderOfClassPath(other));
        assertThat(BootConfig.CONFIG.getStringList("akka.library-extensions")).isSorted();
        assertThat(BootConfig.CONFIG.getStringList("akka.library-extensions"))
                .contains("akka.serialization.SerializationExtension$");
    }
}

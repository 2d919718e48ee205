# Expects the jar that ./mvnw package leaves in target.
#   docker build .                 with an AOT cache: starts in half the time
#   docker build --target lean .   without: a change of the code ships less than 1 MiB
FROM eclipse-temurin:25-jre AS layers
WORKDIR /build
ARG JAR=target/otp-auth.jar
COPY ${JAR} otp-auth.jar
RUN java -Djarmode=tools -jar otp-auth.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre AS lean
WORKDIR /app
# What changes least comes first.
COPY deploy/image/java.options ./
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./

USER 10001:10001
ENV SERVER_PORT=8080
EXPOSE 8080

# The image has no curl, but bash speaks TCP.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", "\
    exec 3<>\"/dev/tcp/127.0.0.1/$SERVER_PORT\" \
    && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 \
    && read -r _ status _ <&3 \
    && [ \"$status\" = 200 ]"]

ENTRYPOINT ["java", "@java.options", "-jar", "otp-auth.jar"]

# Makes every bean, ends, and leaves what was loaded and linked on the way. Under 32 GB of heap, whatever the machine
# has: a cache made with wide pointers is of no use to a small container.
FROM lean AS training
COPY deploy/image/training.properties /tmp/
RUN java @java.options -Xmx512m -XX:AOTCacheOutput=/tmp/otp-auth.aot -Dspring.context.exit=onRefresh \
        -jar otp-auth.jar --spring.config.additional-location=file:/tmp/training.properties > /tmp/training.log 2>&1 \
    && test -s /tmp/otp-auth.aot || { tail -n 40 /tmp/training.log; exit 1; }

FROM lean
COPY --from=training /tmp/otp-auth.aot ./
# A cache that does not fit is left unused, with a line that says so.
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=otp-auth.aot", "-jar", "otp-auth.jar"]

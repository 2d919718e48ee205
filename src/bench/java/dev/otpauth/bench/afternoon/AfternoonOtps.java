package dev.otpauth.bench.afternoon;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface AfternoonOtps extends JpaRepository<AfternoonOtp, UUID> {}

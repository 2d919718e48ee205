@echo off
rem Runs Maven: that of MAVEN_HOME or of the PATH where it is new enough,
rem else the pinned one, downloaded once, checked and kept in the user's Maven folder.
setlocal

set "oldest=3.8.7"
set "oldest_number=30807"
set "properties=%~dp0.mvn\wrapper\maven-wrapper.properties"

if defined JAVA_HOME goto java_home
where /q java
if not errorlevel 1 goto find_maven
set "problem=no java found; install a JDK and set JAVA_HOME or put it on the PATH."
goto fail

:java_home
if exist "%JAVA_HOME%\bin\java.exe" goto find_maven
set "problem=there is no bin\java.exe in the folder that JAVA_HOME names."
goto fail

:find_maven
set "mvn="
if defined MAVEN_HOME call :try "%MAVEN_HOME%\bin\mvn.cmd"
if not defined mvn for %%m in (mvn.cmd) do if not "%%~$PATH:m"=="" call :try "%%~$PATH:m"
if defined mvn goto run

set "url="
set "checksum="
for /f "usebackq tokens=1,* delims==" %%k in ("%properties%") do (
  if "%%k"=="distributionUrl" set "url=%%l"
  if "%%k"=="distributionSha512Sum" set "checksum=%%l"
)
set "problem=.mvn\wrapper\maven-wrapper.properties must set distributionUrl and distributionSha512Sum."
if not defined url goto fail
if not defined checksum goto fail

rem The checksum in the name keeps one pinned version from passing for another.
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "kept=%MAVEN_USER_HOME%\wrapper\dists"
set "pinned=%kept%\maven-%checksum:~0,16%"
set "mvn=%pinned%\bin\mvn.cmd"
if exist "%mvn%" goto run

rem Other tools of these names, on the PATH before those of Windows, read paths differently.
set "curl=%SystemRoot%\System32\curl.exe"
set "tar=%SystemRoot%\System32\tar.exe"
set "problem=downloading Maven needs the curl and tar of Windows 10 or newer."
if not exist "%curl%" goto fail
if not exist "%tar%" goto fail

set "partial=%kept%\partial-%RANDOM%%RANDOM%"
mkdir "%partial%\maven"
echo mvnw: downloading %url% 1>&2
set "problem=Maven could not be downloaded; install Maven %oldest% or newer, or check the network."
"%curl%" --fail --silent --show-error --location --output "%partial%\maven.tar.gz" "%url%"
if errorlevel 1 goto discard

set "actual="
for /f "skip=1" %%h in ('certutil -hashfile "%partial%\maven.tar.gz" SHA512') do if not defined actual set "actual=%%h"
set "problem=the SHA-512 of the download is not the pinned one, so it is not used."
if /i not "%actual%"=="%checksum%" goto discard

set "problem=the downloaded Maven could not be unpacked."
"%tar%" -xzf "%partial%\maven.tar.gz" -C "%partial%\maven" --strip-components=1
if errorlevel 1 goto discard
rem Another mvnw may have been faster.
if not exist "%pinned%" move "%partial%\maven" "%pinned%" >nul
rmdir /s /q "%partial%"
set "problem=the downloaded Maven could not be kept in %kept%."
if not exist "%mvn%" goto fail

:run
endlocal & "%mvn%" %*
exit /b %errorlevel%

:discard
rmdir /s /q "%partial%"

:fail
echo mvnw: %problem% 1>&2
exit /b 1

:try
if not exist "%~1" exit /b
set "answer=%TEMP%\mvnw-%RANDOM%%RANDOM%.txt"
call "%~1" --version >"%answer%" 2>nul
set "number=0"
for /f "usebackq tokens=2-5 delims=.- " %%a in ("%answer%") do if "%%a"=="Maven" set /a "number=%%b*10000+%%c*100+%%d" 2>nul
del "%answer%"
if %number% geq %oldest_number% set "mvn=%~1"
exit /b
